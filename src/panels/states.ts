import {
  LegendDisplayMode,
  LegendPlacement,
  VisibilityMode,
  VizLegendOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import {
  FieldColorBuilder,
  FieldColorModeId,
  MappingType,
  type ValueMapping,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/statetimeline';

import { NO_DATA } from './values.ts';

/** One band per item that changes between states; a state lasts until the next one. `colors` names every state. */
export function stateTimeline(
  title: string,
  description: string,
  colors: Readonly<Record<string, string>>,
): PanelBuilder {
  return new PanelBuilder()
    .title(title)
    .description(description)
    .mappings([stateColors(colors)])
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.PaletteClassic))
    .showValue(VisibilityMode.Auto)
    .mergeValues(true)
    .legend(
      new VizLegendOptionsBuilder()
        .showLegend(true)
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom),
    )
    .noValue(NO_DATA);
}

function stateColors(colors: Readonly<Record<string, string>>): ValueMapping {
  return {
    type: MappingType.ValueToText,
    options: Object.fromEntries(Object.entries(colors).map(([state, color], index) => [state, { color, index }])),
  };
}
