import { objectOf } from '../../folder/json.ts';
import { mentionsIn } from '../../folder/expressions/alert-mentions.ts';
import { lackOf } from '../../folder/expressions/alert-result.ts';
import { alertTexts } from '../../folder/expressions/alert-texts.ts';
import type { Rule } from '../rule.ts';

/** Labels that Grafana adds to every alert. */
const OF_GRAFANA = new Set([
  'alertname',
  'grafana_folder',
  '__alert_rule_uid__',
  '__alert_rule_namespace_uid__',
  '__name__',
]);

/** The templates of an alert rule use labels that its query can return. */
export const alertTemplateLabel: Rule = {
  id: 'alert/template-label',
  severity: 'warning',
  description: 'The texts of an alert rule use labels that its query can return.',
  why: 'Grafana prints "[no value]" for a label that the alert instance does not have. An aggregation keeps only what by() names, and a classic condition keeps no label at all.',
  bad: 'expr: max(node_load1) … summary: "Host {{ $labels.instance }}"',
  good: 'expr: max by (instance) (node_load1) … summary: "Host {{ $labels.instance }}"',
  standsFor: ['pint: alerts/template'],
  alert(alert, report, context) {
    // `{{ if $labels.x }}` tests whether the label exists.
    const texts = alertTexts(alert)
      .map((text) => ({
        ...text,
        printed: mentionsIn(text.template).filter(
          ({ of, goes, isGuarded }) => of === 'label' && goes !== 'asked' && !isGuarded,
        ),
      }))
      .filter(({ printed }) => printed.length > 0);
    if (texts.length === 0) return;
    const lack = lackOf(alert, context);
    const own = objectOf(alert.json['labels']);
    for (const { key, at, printed } of texts) {
      for (const { name = '', offset, length } of printed) {
        const reason = OF_GRAFANA.has(name) || Object.hasOwn(own, name) ? undefined : lack(name);
        if (reason === undefined) continue;
        report({
          ...at(offset, length),
          message: `${alert.label} prints the label ${name} in its ${key}, which no alert instance has: ${reason}.`,
          hint: `Keep it in the query, as in by (${name}), or remove it from the text.`,
        });
      }
    }
  },
};
