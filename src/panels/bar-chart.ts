import { PanelBuilder } from '@grafana/grafana-foundation-sdk/barchart';
import { LegendDisplayMode, LegendPlacement, TooltipDisplayMode, VisibilityMode, VizLegendOptionsBuilder, VizTooltipOptionsBuilder } from '@grafana/grafana-foundation-sdk/common';

import { neutral } from './thresholds.ts';
import { byThreshold, NO_DATA } from './values.ts';

/** A bar per row: the text column `category` names it, the number column `value` is its height and, by the panel's limits, its colour. */
export function barChart(title: string, description: string, category: string, value: string): PanelBuilder {
  return new PanelBuilder()
    .title(title)
    .description(description)
    .xField(category)
    .colorByField(value)
    // Names stand aslant, so that long ones do not run into each other.
    .xTickLabelRotation(-30)
    .colorScheme(byThreshold())
    .thresholds(neutral())
    .showValue(VisibilityMode.Auto)
    .legend(new VizLegendOptionsBuilder().showLegend(true).displayMode(LegendDisplayMode.List).placement(LegendPlacement.Bottom))
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Single))
    .fillOpacity(70)
    .noValue(NO_DATA);
}
