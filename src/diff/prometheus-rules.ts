import { parse } from 'yaml';

import type { ProvisioningFolder } from '../folder/folder.ts';
import { isObject, type JsonObject, listOf, objectOf, textOf } from '../folder/json.ts';
import { prometheusDurationMs } from '../grafana/durations.ts';
import { type Change, type Risk, risksOf } from './change.ts';
import { fromTo, leafChanges, shown } from './leaves.ts';
import { match, type Pair } from './match.ts';
import { diffQuery } from './query-tokens.ts';
import { readersRisk } from './readers.ts';

/** A rule of a Prometheus rule file and the group that evaluates it. */
interface PrometheusRule {
  /** `Series "agent:pf_drawdown:max"`, `Alert "TargetDown"`. */
  readonly label: string;
  readonly name: string;
  readonly isAlert: boolean;
  readonly json: JsonObject;
  readonly group: JsonObject;
}

/** Whether a file looks like a Prometheus rule file. */
export function isRuleFile(path: string, text: string): boolean {
  return /\.ya?ml$/.test(path) && /^groups:/m.test(text) && /\b(?:record|alert):/.test(text);
}

/** What changed in a Prometheus rule file, and what in the folder reads series that are gone. */
export function prometheusRuleChanges(before: string, after: string, folder: ProvisioningFolder): Change[] {
  const [old, now] = [rulesOf(before), rulesOf(after)];
  const { pairs, removed, added } = match(
    old,
    now,
    ({ label, json }) => `${label} ${JSON.stringify(json['labels'] ?? {})}`,
    ({ label }) => label,
  );
  const elsewhere = after.concat(now.map(({ json }) => textOf(json['expr']) ?? '').join('\n'));
  const isStillMade = (name: string) => now.some((rule) => rule.name === name);
  return [
    ...removed.map((rule): Change => ({
      id: 'prometheus-rule/removed',
      part: rule.label,
      text: 'removed',
      ...risksOf(rule.isAlert || isStillMade(rule.name) ? alertRisk(rule) : readersRisk(rule.name, folder, elsewhere)),
    })),
    ...added.map(({ label, json }): Change => ({
      id: 'prometheus-rule/added',
      part: label,
      text: `added: ${shown(json['expr'])}`,
    })),
    ...pairs.flatMap(ruleChanges),
    ...groupChanges(old, now),
  ];
}

function alertRisk({ isAlert }: PrometheusRule): Risk[] {
  return isAlert ? [{ id: 'rule-silent', message: 'It is no longer evaluated.' }] : [];
}

function ruleChanges({ before, after }: Pair<PrometheusRule>): Change[] {
  const part = after.label;
  const [old, now] = [textOf(before.json['expr']) ?? '', textOf(after.json['expr']) ?? ''];
  const query = old === now ? undefined : diffQuery('promql', old, now);
  return [
    ...(query ? [{ id: 'prometheus-rule/query', part, text: 'query changed', query }] : []),
    ...(before.group['name'] === after.group['name']
      ? []
      : [{ id: 'prometheus-rule/group', part, text: `group: ${fromTo(before.group['name'], after.group['name'])}` }]),
    ...leafChanges(before.json, after.json, new Set(['expr'])).map((leaf): Change => ({
      id: 'prometheus-rule/setting',
      part,
      text: `${leaf.name}: ${fromTo(leaf.before, leaf.after)}`,
      ...risksOf(
        leaf.path === 'for' && isLonger(leaf.before, leaf.after)
          ? [{ id: 'rule-silent', message: 'It fires later than it did.' }]
          : [],
      ),
    })),
  ];
}

/** Changes of groups that exist on both sides. */
function groupChanges(before: readonly PrometheusRule[], after: readonly PrometheusRule[]): Change[] {
  const groups = (rules: readonly PrometheusRule[]) => [...new Set(rules.map(({ group }) => group))];
  const { pairs } = match(groups(before), groups(after), ({ name }) => textOf(name));
  return pairs.flatMap(({ before: old, after: now }) =>
    leafChanges(old, now, new Set(['rules', 'name'])).map((leaf): Change => ({
      id: 'prometheus-rule/group-setting',
      part: `Group "${String(now['name'])}"`,
      text: `${leaf.name}: ${fromTo(leaf.before, leaf.after)}`,
      ...risksOf(
        leaf.path === 'interval' && isLonger(leaf.before, leaf.after)
          ? [{ id: 'rule-silent', message: 'Its series are computed less often, so alerts that read them fire later.' }]
          : [],
      ),
    })),
  );
}

function rulesOf(text: string): PrometheusRule[] {
  const file = objectOf(read(text));
  return listOf(file['groups'])
    .filter(isObject)
    .flatMap((group) =>
      listOf(group['rules'])
        .filter(isObject)
        .map((json): PrometheusRule => {
          const isAlert = json['alert'] !== undefined;
          const name = String(json['alert'] ?? json['record'] ?? '');
          return { label: `${isAlert ? 'Alert' : 'Series'} "${name}"`, name, isAlert, json, group };
        }),
    );
}

function read(text: string): unknown {
  try {
    return parse(text, { logLevel: 'silent' }) as unknown;
  } catch {
    return undefined;
  }
}

function isLonger(before: unknown, after: unknown): boolean {
  const milliseconds = (value: unknown) => prometheusDurationMs(textOf(value) ?? '') ?? 0;
  return milliseconds(after) > milliseconds(before);
}
