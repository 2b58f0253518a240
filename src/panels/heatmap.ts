import { AxisPlacement, TooltipDisplayMode, VisibilityMode } from '@grafana/grafana-foundation-sdk/common';
import {
  CellValuesBuilder,
  HeatmapColorMode,
  HeatmapColorOptionsBuilder,
  HeatmapTooltipBuilder,
  PanelBuilder,
  YAxisConfigBuilder,
} from '@grafana/grafana-foundation-sdk/heatmap';

import { NO_DATA } from './values.ts';

/** Units of a heatmap: of the buckets on the vertical axis, and of the value of a cell. */
export interface HeatmapUnits {
  readonly bucket: string;
  readonly cell: string;
}

/** A distribution over time, from the buckets of a Prometheus histogram. */
export function heatmap(title: string, description: string, { bucket, cell }: HeatmapUnits): PanelBuilder {
  return (
    new PanelBuilder()
      .title(title)
      .description(description)
      // The query returns buckets, so Grafana must not sort values into buckets again.
      .calculate(false)
      .color(
        new HeatmapColorOptionsBuilder()
          .mode(HeatmapColorMode.Scheme)
          .scheme('Oranges')
          .fill('dark-orange')
          .exponent(0.5)
          .steps(64)
          .reverse(false),
      )
      .unit(bucket)
      .yAxis(new YAxisConfigBuilder().unit(bucket).axisPlacement(AxisPlacement.Left))
      .cellValues(new CellValuesBuilder().unit(cell))
      .showValue(VisibilityMode.Never)
      .showLegend()
      .tooltip(new HeatmapTooltipBuilder().mode(TooltipDisplayMode.Single).yHistogram(true).showColorScale(true))
      .noValue(NO_DATA)
  );
}
