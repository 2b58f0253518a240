// This folder has panels, variables and links for any project: functions that return a new builder of Grafana's
// Foundation SDK. It contains no facts of a project, and no second layer on top of the builders.

import {
  AxisPlacement,
  GraphDrawStyle,
  GraphGradientMode,
  GraphThresholdsStyleConfigBuilder,
  GraphThresholdsStyleMode,
  LegendDisplayMode,
  LegendPlacement,
  SortOrder,
  StackingConfigBuilder,
  StackingMode,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import {
  type DynamicConfigValue,
  FieldColorBuilder,
  FieldColorModeId,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/timeseries';

import { signed } from './thresholds.ts';
import { byThreshold, NO_DATA } from './values.ts';

/** Two missed scrapes leave a gap in the line, instead of a straight line across an outage. */
const GAP_MS = 60_000;

/** Lines over time with names and last values below, never stacked. */
export function timeseries(title: string, description: string): PanelBuilder {
  return new PanelBuilder()
    .title(title)
    .description(description)
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.PaletteClassic))
    .legend(legend())
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending))
    .drawStyle(GraphDrawStyle.Line)
    .lineWidth(1)
    .fillOpacity(0)
    .showPoints(VisibilityMode.Auto)
    .spanNulls(GAP_MS)
    .axisPlacement(AxisPlacement.Auto)
    .noValue(NO_DATA);
}

/** Lines over days: one point per day, joined. */
export function dailySeries(title: string, description: string): PanelBuilder {
  return timeseries(title, description).spanNulls(2 * 24 * 3600 * 1000);
}

/** Bars over time, stacked: only for parts of a whole. */
export function stackedBars(title: string, description: string): PanelBuilder {
  return timeseries(title, description)
    .drawStyle(GraphDrawStyle.Bars)
    .fillOpacity(70)
    .stacking(new StackingConfigBuilder().mode(StackingMode.Normal).group('A'));
}

/** Areas over time, stacked: only for levels that are parts of a whole. */
export function stackedAreas(title: string, description: string): PanelBuilder {
  return timeseries(title, description)
    .fillOpacity(40)
    .stacking(new StackingConfigBuilder().mode(StackingMode.Normal).group('A'));
}

/** Bars over time, side by side. */
export function bars(title: string, description: string): PanelBuilder {
  return timeseries(title, description).drawStyle(GraphDrawStyle.Bars).fillOpacity(70);
}

/** Bars over days, red below zero and green above. */
export function signedBars(title: string, description: string): PanelBuilder {
  return bars(title, description)
    .colorScheme(byThreshold())
    .gradientMode(GraphGradientMode.Scheme)
    .thresholds(signed());
}

/** A dashed line, as the property of an override. */
export const dashed: DynamicConfigValue = { id: 'custom.lineStyle', value: { fill: 'dash', dash: [8, 8] } };

/** Draws the panel's thresholds as dashed lines. */
export function thresholdLines(): GraphThresholdsStyleConfigBuilder {
  return new GraphThresholdsStyleConfigBuilder().mode(GraphThresholdsStyleMode.Dashed);
}

/**
 * Legend below the plot with the last value of each line, as a list: it fits eight entries where a table fits three.
 */
export function legend(): VizLegendOptionsBuilder {
  return namesOnly().calcs(['lastNotNull']);
}

/** Legend below the plot with only the names, for ten or more lines; the tooltip has their values. */
export function namesOnly(): VizLegendOptionsBuilder {
  return new VizLegendOptionsBuilder()
    .showLegend(true)
    .displayMode(LegendDisplayMode.List)
    .placement(LegendPlacement.Bottom);
}
