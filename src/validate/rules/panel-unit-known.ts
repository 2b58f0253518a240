import { unitIds } from '../../grafana/registries/units.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { Rule } from '../rule.ts';
import { fieldProperties } from '../../folder/field-properties.ts';

/** `suffix:req`, `currency:btc`: custom units of a dashboard. */
const CUSTOM = /^(?:prefix|suffix|time|si|count|currency|bool|currencyvalue):/;

/** Common wrong names of units that are not similar to Grafana's name. */
const MEANT: ReadonlyMap<string, string> = new Map([
  ['%', 'percent'],
  ['percentage', 'percent'],
  ['sec', 's'],
  ['secs', 's'],
  ['second', 's'],
  ['seconds', 's'],
  ['milliseconds', 'ms'],
  ['microseconds', 'µs'],
  ['us', 'µs'],
  ['nanoseconds', 'ns'],
  ['minutes', 'm'],
  ['hours', 'h'],
  ['days', 'd'],
  ['byte', 'bytes'],
  ['b/s', 'Bps'],
  ['bytes/s', 'Bps'],
  ['bytes/sec', 'Bps'],
  ['qps', 'reqps'],
  ['req/s', 'reqps'],
  ['requests/s', 'reqps'],
  ['requests/sec', 'reqps'],
  ['tps', 'ops'],
  ['ops/s', 'ops'],
  ['ops/sec', 'ops'],
  ['c/s', 'cps'],
  ['usd', 'currencyUSD'],
  ['eur', 'currencyEUR'],
  ['€', 'currencyEUR'],
]);

/** Units are ones that Grafana knows. */
export const panelUnitKnown: Rule = {
  id: 'panel/unit-known',
  severity: 'warning',
  description: 'The unit of a panel is one that Grafana knows, or is made with suffix:, prefix: or similar.',
  why: 'Grafana writes an unknown unit after the number and does not scale it: "milliseconds" shows 120000 milliseconds where ms shows 2 min.',
  bad: '"unit": "milliseconds"',
  good: '"unit": "ms"',
  panel(panel, report) {
    for (const { at, value } of fieldProperties(panel, 'unit')) {
      if (typeof value !== 'string' || value === '' || unitIds.has(value) || CUSTOM.test(value) || value.includes('$'))
        continue;
      const near = meant(value);
      report({
        at,
        message: `${panel.label} has the unit "${value}", which Grafana does not know: it writes the unit after the number and does not scale the number.`,
        hint:
          near === undefined
            ? `Write suffix:${value} if you mean the word itself.`
            : `Did you mean "${near}"? Write suffix:${value} if you mean the word itself.`,
      });
    }
  },
};

/** The unit that was meant. A word of up to three letters is similar to too many units, so only its case may differ. */
function meant(value: string): string | undefined {
  const lower = value.toLowerCase();
  return (
    MEANT.get(lower) ??
    (value.length > 3 ? nearest(value, unitIds)[0] : [...unitIds].find((unit) => unit.toLowerCase() === lower))
  );
}
