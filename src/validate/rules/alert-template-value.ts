import type { AlertRule } from '../folder.ts';
import { listOf, objectOf } from '../json.ts';
import { isOverRange } from '../query/alert-result.ts';
import { alertTexts } from '../query/alert-texts.ts';
import { type TemplateMention, valuesMentioned, wholeValueMentioned } from '../query/go-template.ts';
import type { Rule } from '../rule.ts';

/** Functions that want a number. */
const OF_NUMBERS = /\b(printf|humanize\w*)\b/;

/** The texts of an alert rule print values that are there, as numbers. */
export const alertTemplateValue: Rule = {
  id: 'alert/template-value',
  severity: 'warning',
  description: 'The texts of an alert rule print values that the rule has, by .Value where a number is wanted.',
  why: '$values holds one entry for each query or expression with a single number: a query over a range has none and prints "<nil>", and the entry itself is no number, so printf "%.1f" of it prints "%!f(...)". $value, a number in Prometheus, is a text here that lists every value with its labels.',
  bad: 'summary: \'{{ printf "%.1f" $values.B }}\'',
  good: 'summary: \'{{ printf "%.1f" $values.B.Value }}\'',
  standsFor: ['pint: alerts/template'],
  alert(alert, report) {
    for (const { kind, key, text, at } of alertTexts(alert)) {
      for (const mention of valuesMentioned(text)) {
        const [what, hint] = problem(mention, alert) ?? [];
        if (what !== undefined && hint !== undefined) report({ ...at(mention.offset, mention.length), message: `${alert.label} prints $values.${mention.name} in its ${key}, ${what}.`, hint });
      }
      // What Grafana imports from Prometheus is marked, and may mean the number.
      if (objectOf(alert.json['labels'])['__converted_prometheus_rule__'] !== undefined) continue;
      for (const { offset, length, action } of wholeValueMentioned(text)) {
        report({ ...at(offset, length), message: `${alert.label} has ${text.slice(offset, offset + length)} in its ${key}, which is a text of every value with its labels, ${outcomeIn(action.text)}.`, hint: `Write ${kind === 'labels' ? '$$' : '$'}values.${single(alert)}.Value.` });
      }
    }
  },
};

function problem({ name, rest, action }: TemplateMention, alert: AlertRule): [string, string] | undefined {
  const classic = alert.queries.find(({ model, refId }) => model['type'] === 'classic_conditions' && refId === alert.json['condition']);
  if (classic) {
    const names = listOf(classic.model['conditions']).map((_, index) => `${classic.refId}${index}`);
    if (!names.includes(name)) return ['which a rule with a classic condition does not have', `Its values are ${names.join(', ')}; with reduce and threshold they are by refId, and the labels are kept.`];
  } else {
    const query = alert.queries.find(({ refId }) => refId === name);
    if (!query) return ['but the rule has no query of that name', `Name one of ${alert.queries.map(({ refId }) => refId).join(', ')}.`];
    if (isOverRange(query)) return ['a query over a range, which has no single value', 'Print the expression that reduces it, or ask for one moment (instant: true).'];
  }
  // Compared or tested, it is no text; printed alone, Grafana writes the number.
  return rest === '' && OF_NUMBERS.test(action.text) ? ['which is an object and no number', `Write $values.${name}.Value.`] : undefined;
}

/** What comes of a text in the place of a number. */
function outcomeIn(action: string): string {
  if (/\bhumanize/.test(action)) return 'and no number: the template fails and is sent as it is written';
  return /\bprintf\s+["`][^"`]*%[-+ 0-9.]*[bcdeEfFgGoxX]/.test(action) ? 'and no number, which is what it prints' : 'and prints like [ var=\'A\' labels={…} value=3 ]';
}

/** The query or expression with the number that people look for: not the one that compares it. */
function single({ queries, json }: AlertRule): string {
  const classic = queries.find(({ model }) => model['type'] === 'classic_conditions');
  if (classic) return `${classic.refId}0`;
  const found = queries.find((query) => !isOverRange(query) && query.model['type'] !== 'threshold') ?? queries.find(({ refId }) => refId === json['condition']);
  return found?.refId ?? 'B';
}
