import {
  TooltipDisplayMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { FieldColorBuilder, FieldColorModeId } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder, SeriesMapping, XYShowMode } from '@grafana/grafana-foundation-sdk/xychart';

import { NO_DATA } from './values.ts';

/** One point per row: the query's first number is x, the second is y, and its texts are in the tooltip. */
export function xyChart(title: string, description: string): PanelBuilder {
  return new PanelBuilder()
    .title(title)
    .description(description)
    .mapping(SeriesMapping.Auto)
    .show(XYShowMode.Points)
    .pointSize({ fixed: 3 })
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.PaletteClassic))
    .legend(new VizLegendOptionsBuilder().showLegend(true))
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Single))
    .noValue(NO_DATA);
}
