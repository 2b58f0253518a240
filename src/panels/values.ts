import { PanelBuilder as BarGaugePanelBuilder } from '@grafana/grafana-foundation-sdk/bargauge';
import {
  BarGaugeDisplayMode,
  BarGaugeSizing,
  BigValueColorMode,
  BigValueGraphMode,
  BigValueTextMode,
  LegendDisplayMode,
  LegendPlacement,
  ReduceDataOptionsBuilder,
  VizOrientation,
  VizTextDisplayOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import {
  FieldColorBuilder,
  FieldColorModeId,
  MappingType,
  SpecialValueMatch,
  type ValueMapping,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as GaugePanelBuilder } from '@grafana/grafana-foundation-sdk/gauge';
import {
  PanelBuilder as PiePanelBuilder,
  PieChartLabels,
  PieChartLegendOptionsBuilder,
  PieChartLegendValues,
  PieChartType,
} from '@grafana/grafana-foundation-sdk/piechart';
import { PanelBuilder as StatPanelBuilder } from '@grafana/grafana-foundation-sdk/stat';

import { neutral } from './thresholds.ts';

/** The text of a panel whose query finds nothing: never a 0 that was not measured. */
export const NO_DATA = 'no data';

/**
 * Grafana gives a missing value the colour of the lowest step, so without this "no data" would be a reassuring green or
 * a false red (displayProcessor.ts).
 */
export function nullIs(color: string): ValueMapping {
  return { type: MappingType.SpecialValue, options: { match: SpecialValueMatch.Null, result: { color } } };
}

const ABSENT_IS_GREY = nullIs('gray');

/** Mappings that show a text for zero, because "0.0 hours" says less than what it means. */
export function zeroIs(text: string): ValueMapping[] {
  return [zeroText(text), ABSENT_IS_GREY];
}

/** The text for 0. */
export function zeroText(text: string): ValueMapping {
  return { type: MappingType.ValueToText, options: { '0': { text, index: 0 } } };
}

const LONGEST_METRIC = 30;

/**
 * The text of a panel whose metric is not exported yet, has no data for the selection, or whose query fails. It is
 * short, because Grafana shrinks it to fit the panel.
 */
export function notExported(metric: string): string {
  // A longer name would be cut off beside a bar, and be too small in a stat panel.
  return metric.length > LONGEST_METRIC ? NO_DATA : `no data of ${metric}`;
}

/**
 * The text for a query that finds nothing. It must also be true of a query that fails, because Grafana shows it for
 * both.
 */
export function orNoAnswer(nothing: string): string {
  return `${nothing}, or no answer`;
}

/** A number, or a few side by side, coloured by its threshold. */
export function stat(title: string, description: string): StatPanelBuilder {
  return new StatPanelBuilder()
    .title(title)
    .description(description)
    .reduceOptions(lastValue())
    .colorMode(BigValueColorMode.Value)
    .graphMode(BigValueGraphMode.None)
    .textMode(BigValueTextMode.Auto)
    .colorScheme(byThreshold())
    .thresholds(neutral())
    .mappings([ABSENT_IS_GREY])
    .noValue(NO_DATA);
}

/** Several values, one below the other: names on the left, values on the right. */
export function stackedFigures(title: string, description: string): StatPanelBuilder {
  return figures(title, description).orientation(VizOrientation.Horizontal);
}

/** Several values with their names, side by side. */
export function sideBySide(title: string, description: string): StatPanelBuilder {
  return figures(title, description).orientation(VizOrientation.Vertical);
}

/** Font sizes are fixed, because otherwise Grafana shrinks all texts to fit the longest. */
function figures(title: string, description: string): StatPanelBuilder {
  return stat(title, description)
    .textMode(BigValueTextMode.ValueAndName)
    .text(new VizTextDisplayOptionsBuilder().titleSize(14).valueSize(24));
}

/** One bar per series or row. */
export function barGauge(title: string, description: string): BarGaugePanelBuilder {
  return (
    new BarGaugePanelBuilder()
      .title(title)
      .description(description)
      .reduceOptions(lastValue())
      .orientation(VizOrientation.Horizontal)
      .displayMode(BarGaugeDisplayMode.Basic)
      // By default Grafana sizes letters and bars to fill the panel: a single bar becomes huge, and with ten bars and
      // short numbers the names are cut off.
      .sizing(BarGaugeSizing.Manual)
      .minVizHeight(16)
      .maxVizHeight(36)
      .text(new VizTextDisplayOptionsBuilder().titleSize(11).valueSize(14))
      .showUnfilled(true)
      .colorScheme(byThreshold())
      .thresholds(neutral())
      .mappings([ABSENT_IS_GREY])
      .noValue(NO_DATA)
  );
}

/** A value on a scale with thresholds. */
export function dial(title: string, description: string): GaugePanelBuilder {
  return new GaugePanelBuilder()
    .title(title)
    .description(description)
    .reduceOptions(lastValue())
    .colorScheme(byThreshold())
    .thresholds(neutral())
    .mappings([ABSENT_IS_GREY])
    .noValue(NO_DATA);
}

/** Parts of a whole, as of now. */
export function pie(title: string, description: string): PiePanelBuilder {
  return new PiePanelBuilder()
    .title(title)
    .description(description)
    .pieType(PieChartType.Donut)
    .reduceOptions(lastValue())
    .displayLabels([PieChartLabels.Percent])
    .legend(
      new PieChartLegendOptionsBuilder()
        .showLegend(true)
        .displayMode(LegendDisplayMode.Table)
        .placement(LegendPlacement.Right)
        .values([PieChartLegendValues.Value]),
    )
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.PaletteClassic))
    .noValue(NO_DATA);
}

/** One value per table row, at most `limit`. */
export function everyRow(limit: number): ReduceDataOptionsBuilder {
  return new ReduceDataOptionsBuilder().calcs(['lastNotNull']).fields('').values(true).limit(limit);
}

/** Colours a value by its threshold. */
export function byThreshold(): FieldColorBuilder {
  return new FieldColorBuilder().mode(FieldColorModeId.Thresholds);
}

/** One value per field: the last that is not null. */
function lastValue(): ReduceDataOptionsBuilder {
  return new ReduceDataOptionsBuilder().calcs(['lastNotNull']).fields('').values(false);
}
