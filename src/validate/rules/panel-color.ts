import { fieldProperties } from '../../folder/field-properties.ts';
import { colorNames, isColor } from '../../grafana/registries/colors.ts';
import { listOf, objectOf } from '../../folder/json.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { Report, Rule } from '../rule.ts';
import type { Path } from '../../folder/source/source.ts';

/** Colours are ones that Grafana can draw. */
export const panelColor: Rule = {
  id: 'panel/color',
  severity: 'warning',
  description: 'A colour of a threshold, a mapping or a series is one that Grafana can draw.',
  why: 'An unknown name is passed to the browser, which draws it black or not at all: a misspelt red threshold is not visible.',
  bad: '"steps": [{"value": null, "color": "gren"}]',
  good: '"steps": [{"value": null, "color": "green"}]',
  panel(panel, report) {
    for (const { at, value } of fieldProperties(panel, 'color'))
      check(objectOf(value)['fixedColor'], [...at, 'fixedColor'], panel.label, report);
    for (const { at, value } of fieldProperties(panel, 'thresholds')) {
      for (const [index, step] of listOf(objectOf(value)['steps']).entries())
        check(objectOf(step)['color'], [...at, 'steps', index, 'color'], panel.label, report);
    }
    for (const { at, value } of fieldProperties(panel, 'mappings')) {
      for (const [path, color] of mappingColors(value)) check(color, [...at, ...path], panel.label, report);
    }
  },
};

function check(color: unknown, at: Path, label: string, report: Report): void {
  if (typeof color !== 'string' || color === '' || isColor(color) || color.includes('$')) return;
  const [near] = nearest(color, colorNames);
  report({
    at,
    message: `${label} uses the colour "${color}", which neither Grafana nor CSS has.`,
    hint: near === undefined ? 'Write a name such as dark-red, or #rrggbb.' : `Did you mean "${near}"?`,
  });
}

/** The colours of mappings: a value mapping has an option per value, the others have one `result`. */
function mappingColors(mappings: unknown): [Path, unknown][] {
  return listOf(mappings).flatMap((mapping, index): [Path, unknown][] => {
    const { type, options } = objectOf(mapping);
    if (type !== 'value')
      return [[[index, 'options', 'result', 'color'], objectOf(objectOf(options)['result'])['color']]];
    return Object.entries(objectOf(options)).map(([key, option]) => [
      [index, 'options', key, 'color'],
      objectOf(option)['color'],
    ]);
  });
}
