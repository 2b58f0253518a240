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

/** The maximum number of letters of a name below its bar. */
const LONGEST_NAME = 24;

/**
 * One bar per row: the text column `category` is its name, the number column `value` its height and, by the panel's
 * thresholds, its colour.
 */
export function barChart(title: string, description: string, category: string, value: string): PanelBuilder {
  return (
    new PanelBuilder()
      .title(title)
      .description(description)
      .xField(category)
      .colorByField(value)
      // Names are slanted so that long ones do not overlap.
      .xTickLabelRotation(-30)
      // If left out it is 0, and Grafana 12 cuts every name down to three dots.
      .xTickLabelMaxLength(LONGEST_NAME)
      .colorScheme(byThreshold())
      .thresholds(neutral())
      .showValue(VisibilityMode.Auto)
      // There is one series; its legend would only list the thresholds or values.
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

/** The same with horizontal bars: long names fit on the left, but the value axis only has room for bare numbers. */
export function lyingBarChart(title: string, description: string, category: string, value: string): PanelBuilder {
  return barChart(title, description, category, value).orientation(VizOrientation.Horizontal).xTickLabelRotation(0);
}
