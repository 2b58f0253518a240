import { PanelBuilder } from '@grafana/grafana-foundation-sdk/barchart';
import {
  LegendDisplayMode,
  LegendPlacement,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizOrientation,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';

import { neutral } from './thresholds.ts';
import { byThreshold, NO_DATA } from './values.ts';

/** Letters of a name below its bar. */
const LONGEST_NAME = 24;

/**
 * A bar per row: the text column `category` names it, the number column `value` is its height and, by the panel's
 * limits, its colour.
 */
export function barChart(title: string, description: string, category: string, value: string): PanelBuilder {
  return (
    new PanelBuilder()
      .title(title)
      .description(description)
      .xField(category)
      .colorByField(value)
      // Names are slanted, so that long ones do not run into each other.
      .xTickLabelRotation(-30)
      // Left out it is 0, and Grafana 12 cuts every name down to three dots.
      .xTickLabelMaxLength(LONGEST_NAME)
      .colorScheme(byThreshold())
      .thresholds(neutral())
      .showValue(VisibilityMode.Auto)
      // One series: its legend would list the limits, or each value, that colours the bars.
      .legend(
        new VizLegendOptionsBuilder()
          .showLegend(false)
          .displayMode(LegendDisplayMode.List)
          .placement(LegendPlacement.Bottom),
      )
      .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Single))
      .fillOpacity(70)
      .noValue(NO_DATA)
  );
}

/** The same with the names at the left, where long ones have room; the axis below has room for bare numbers only. */
export function lyingBarChart(title: string, description: string, category: string, value: string): PanelBuilder {
  return barChart(title, description, category, value).orientation(VizOrientation.Horizontal).xTickLabelRotation(0);
}
