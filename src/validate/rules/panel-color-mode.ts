import { nearest } from '../../diagnostics/nearest.ts';
import { fieldProperties } from '../../folder/field-properties.ts';
import { objectOf, textOf } from '../../folder/json.ts';
import { colorModeIds } from '../../grafana/registries/color-modes.ts';
import type { Rule } from '../rule.ts';

/** The colour scheme of a panel is one that Grafana has. */
export const panelColorMode: Rule = {
  id: 'panel/color-mode',
  severity: 'warning',
  description: 'The colour scheme of a panel or an override is one that Grafana has.',
  why: 'If Grafana does not know the scheme, it uses the thresholds: every series of a graph is then green, or red, instead of the intended colours.',
  bad: '"color": {"mode": "palette-clasic"}',
  good: '"color": {"mode": "palette-classic"}',
  panel(panel, report) {
    for (const { at, value } of fieldProperties(panel, 'color')) {
      const mode = textOf(objectOf(value)['mode']);
      if (mode === undefined || mode === '' || colorModeIds.has(mode)) continue;
      const [near] = nearest(mode, colorModeIds);
      report({
        at: [...at, 'mode'],
        message: `${panel.label} has the colour scheme "${mode}", which Grafana does not know, so it uses the thresholds.`,
        hint: near === undefined ? `Write one of: ${[...colorModeIds].join(', ')}.` : `Did you mean "${near}"?`,
      });
    }
  },
};
