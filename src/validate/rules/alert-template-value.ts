import type { AlertRule } from '../../folder/folder.ts';
import { listOf, objectOf } from '../../folder/json.ts';
import { type Call, type Mention, mentionsIn } from '../../folder/expressions/alert-mentions.ts';
import { isOverRange } from '../../folder/expressions/alert-result.ts';
import { alertTexts } from '../../folder/expressions/alert-texts.ts';
import type { Rule } from '../rule.ts';

const COMPARISONS = new Set(['eq', 'ge', 'gt', 'le', 'lt', 'ne']);
const VERB_OF_NUMBERS = /%[-+ 0-9.]*[bcdeEfFgGoxX]/;

/** The templates of an alert rule print values that the rule has, as numbers. */
export const alertTemplateValue: Rule = {
  id: 'alert/template-value',
  severity: 'warning',
  description: 'The texts of an alert rule print values that the rule has, with .Value where a number is needed.',
  why: '$values holds one entry for each query or expression with a single number: a range query has none and prints "<nil>", and the entry itself is not a number, so printf "%.1f" of it prints "%!f(...)". $value is a number in Prometheus, but here it is a string that lists every value with its labels.',
  bad: 'summary: \'{{ printf "%.1f" $values.B }}\'',
  good: 'summary: \'{{ printf "%.1f" $values.B.Value }}\'',
  standsFor: ['pint: alerts/template'],
  alert(alert, report) {
    // A rule imported from Prometheus has this label, and there `$value` may be the number.
    const isImported = objectOf(alert.json['labels'])['__converted_prometheus_rule__'] !== undefined;
    for (const { kind, key, text, template, at } of alertTexts(alert)) {
      for (const mention of mentionsIn(template)) {
        const written = text.slice(mention.offset, mention.offset + mention.length);
        if (mention.of === 'value') {
          const [what, hint] = problem(mention, written, alert) ?? [];
          if (what !== undefined && hint !== undefined)
            report({
              ...at(mention.offset, mention.length),
              message: `${alert.label} prints ${mention.isNamed ? `$values.${mention.name}` : written} in its ${key}, ${what}.`,
              hint,
            });
        }
        if (mention.of !== 'text of values' || isImported) continue;
        const outcome = outcomeOf(mention);
        if (outcome !== undefined)
          report({
            ...at(mention.offset, mention.length),
            message: `${alert.label} has ${written} in its ${key}, which is a string with every value and its labels, ${outcome}.`,
            hint: `Write ${kind === 'labels' ? '$$' : '$'}values.${single(alert)}.Value.`,
          });
      }
    }
  },
};

function problem(
  { name, isNamed, fields, by }: Mention,
  written: string,
  alert: AlertRule,
): [string, string] | undefined {
  if (isNamed) {
    const classic = alert.queries.find(
      ({ model, refId }) => model['type'] === 'classic_conditions' && refId === alert.json['condition'],
    );
    if (classic) {
      const names = listOf(classic.model['conditions']).map((_, index) => `${classic.refId}${index}`);
      if (name === undefined || !names.includes(name))
        return [
          'which a rule with a classic condition does not have',
          `Its values are ${names.join(', ')}; with reduce and threshold they are named by refId, and the labels are kept.`,
        ];
    } else {
      const query = alert.queries.find(({ refId }) => refId === name);
      if (!query)
        return [
          'but the rule has no query with that refId',
          `Use one of ${alert.queries.flatMap(({ refId }) => refId || []).join(', ')}.`,
        ];
      if (isOverRange(query))
        return [
          'a range query, which has no single value',
          'Print the expression that reduces it, or an instant query (instant: true).',
        ];
    }
  }
  // An entry may be tested for existence, and printed alone or by %s and %v it becomes the number.
  if (fields.length > 0 || !by || !(wantsNumber(by) || COMPARISONS.has(by.name))) return undefined;
  return [
    'which is an object, not a number',
    `Write ${isNamed ? `$values.${name}.Value` : written === '.' ? '.Value' : `${written}.Value`}.`,
  ];
}

function wantsNumber({ name, format }: Call): boolean {
  return name.startsWith('humanize') || (name === 'printf' && (format === undefined || VERB_OF_NUMBERS.test(format)));
}

/** What happens when a string is used in place of a number; undefined when no number is needed. */
function outcomeOf({ goes, by }: Mention): string | undefined {
  const failure = 'not a number: the template fails and is sent as it is written';
  if (by && (by.name.startsWith('humanize') || (COMPARISONS.has(by.name) && by.hasNumber))) return failure;
  if (goes !== 'printed') return undefined;
  return by?.name === 'printf' && VERB_OF_NUMBERS.test(by.format ?? '')
    ? 'not a number, and prints that whole string'
    : "and prints like [ var='A' labels={…} value=3 ]";
}

/** The query or expression with the number that people want to see, which is not the threshold. */
function single({ queries, json }: AlertRule): string {
  const classic = queries.find(({ model }) => model['type'] === 'classic_conditions');
  if (classic) return `${classic.refId}0`;
  const found =
    queries.find((query) => !isOverRange(query) && query.model['type'] !== 'threshold') ??
    queries.find(({ refId }) => refId === json['condition']);
  return found?.refId ?? 'B';
}
