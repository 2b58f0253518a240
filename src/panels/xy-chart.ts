import {
  TooltipDisplayMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { FieldColorBuilder, FieldColorModeId } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder, SeriesMapping, XYShowMode } from '@grafana/grafana-foundation-sdk/xychart';

import { NO_DATA } from './values.ts';

/** A point per row: the first number of the query across, the second up, its texts in the tooltip. */
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
