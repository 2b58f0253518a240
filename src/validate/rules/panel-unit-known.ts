import { unitIds } from '../known/units.ts';
import { nearest } from '../nearest.ts';
import type { Rule } from '../rule.ts';
import { fieldProperties } from '../field-properties.ts';

/** `suffix:USDC`, `currency:btc`: units that a dashboard makes itself. */
const CUSTOM = /^(?:prefix|suffix|time|si|count|currency|bool|currencyvalue):/;

/** Units are units that Grafana knows. */
export const panelUnitKnown: Rule = {
  id: 'panel/unit-known',
  severity: 'warning',
  description: 'The unit of a panel is one that Grafana knows, or one made with suffix:, prefix: and the like.',
  why: 'Grafana writes an unknown unit behind the number as it stands and scales nothing: "milliseconds" shows 120000 milliseconds where ms shows 2 min.',
  bad: '"unit": "milliseconds"',
  good: '"unit": "ms"',
  panel(panel, report) {
    for (const { at, value } of fieldProperties(panel, 'unit')) {
      if (typeof value !== 'string' || value === '' || unitIds.has(value) || CUSTOM.test(value) || value.includes('$')) continue;
      const [near] = nearest(value, unitIds);
      report({ at, message: `${panel.label} has the unit "${value}", which Grafana does not know: it is written behind the number, and nothing is scaled.`, hint: near === undefined ? `Write suffix:${value} when the word is meant.` : `Did you mean "${near}"? Write suffix:${value} when the word is meant.` });
    }
  },
};
