import { parser } from '@prometheus-io/lezer-promql';

import { selectorsBelow } from '../../folder/expressions/promql-nodes.ts';
import type { Computed } from '../expressions/evaluate.ts';
import { labelsOf, type Value } from '../expressions/values.ts';
import { containsLabels, type Labels, labelsText } from '../labels.ts';
import { sentLabels } from '../notifications/sent-alerts.ts';
import type { Instance } from '../states/state.ts';
import type { AlertTestSpec } from './test-case.ts';
import type { SourceQuery, TestedRule } from './tested-folder.ts';
import type { Snapshot } from './timeline.ts';

/** How many values of a query are shown; the others are counted. */
const MOST = 3;

/**
 * Explains to a reader what a rule did at a time: the result of each query and expression, values with the labels in
 * question first, and the instance nearest to the expected one.
 */
export function why(
  rule: TestedRule,
  spec: AlertTestSpec,
  snapshot: Snapshot,
  { labels: wanted, isMissing }: { readonly labels: Labels | undefined; readonly isMissing: boolean },
): string[] {
  const lines = rule.data.flatMap(({ refId }): string[] => {
    const outcome = snapshot.outcomes.get(refId);
    return outcome ? [`${refId}  ${outcomeText(outcome, wanted, () => silence(refId, rule, spec))}`] : [];
  });
  const alike = wanted && isMissing ? nearestInstance(snapshot.instances, wanted) : undefined;
  return [...lines, ...(alike ? [`nearest instance: ${labelsText(shownLabels(alike))} is ${alike.state}`] : [])];
}

function outcomeText(outcome: Computed, wanted: Labels | undefined, reason: () => string): string {
  if ('failure' in outcome) return `failed: ${outcome.failure.message}`;
  const values = outcome.values.filter(({ kind }) => kind !== 'no data');
  if (values.length === 0) return `returns nothing${reason()}`;
  const inQuestion = (value: Value) => wanted !== undefined && shares(labelsOf(value), wanted);
  const sorted = values.toSorted((left, right) => Number(inQuestion(right)) - Number(inQuestion(left)));
  const shown = sorted.slice(0, MOST).map(valueText);
  const more = values.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function valueText(value: Value): string {
  const labels = labelsOf(value);
  const name = Object.keys(labels).length > 0 ? `${labelsText(labels)} ` : '';
  if (value.kind === 'no data') return 'nothing';
  if (value.kind !== 'series') return `${name}${value.value ?? 'null'}`;
  const last = value.points.at(-1);
  return `${name}${value.points.length} points, the last ${last?.value ?? 'null'}`;
}

/** Why a query finds nothing among the series of the test. */
function silence(refId: string, rule: TestedRule, spec: AlertTestSpec): string {
  const source = rule.sources.find((query) => query.refId === refId);
  if (source?.language !== 'promql' || spec.frames?.[refId] !== undefined) return '';
  const given = new Set(Object.keys(spec.series ?? {}).map((series) => series.replace(/\{.*$/s, '').trim()));
  const asked = selectorsOf(source);
  const missing = [...new Set(asked.map(({ name }) => name))].filter((metric) => !given.has(metric));
  if (missing.length === 0)
    return asked.length === 0
      ? ''
      : `: no series of the test that matches ${[...new Set(asked.map(({ text }) => text))].join(' or ')} has a value at that time`;
  const made = (spec.rule_files ?? []).length > 0 ? ', unless the rule files record it' : '';
  return `: the test has no series ${missing.join(', ')}${made}`;
}

/** The selectors of a query that name a metric: the metric, and the selector as it is sent. */
function selectorsOf({ text }: SourceQuery): { readonly name: string; readonly text: string }[] {
  const readable = text.replaceAll(/\$\{[^}]*\}|\$\w+/g, '1m');
  return selectorsBelow(parser.parse(readable).topNode, readable)
    .filter(({ name }) => name !== '')
    .map(({ name, node }) => ({ name, text: readable.slice(node.from, node.to) }));
}

function nearestInstance(instances: readonly Instance[], wanted: Labels): Instance | undefined {
  const score = (instance: Instance) =>
    Object.entries(wanted).filter(([name, value]) => sentLabels(instance)[name] === value).length;
  if (instances.some((instance) => containsLabels(sentLabels(instance), wanted))) return undefined;
  return instances.toSorted((left, right) => score(right) - score(left))[0];
}

function shares(labels: Labels, wanted: Labels): boolean {
  const common = Object.entries(wanted).filter(([name]) => Object.hasOwn(labels, name));
  return common.length > 0 && common.every(([name, value]) => labels[name] === value);
}

function shownLabels(instance: Instance): Labels {
  return Object.fromEntries(
    Object.entries(sentLabels(instance)).filter(([name]) => !['__alert_rule_uid__', 'grafana_folder'].includes(name)),
  );
}
