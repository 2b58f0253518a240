import { evaluate, type Outcomes, type Result } from '../expressions/evaluate.ts';
import { type Labels, labelsKey } from '../labels.ts';
import { advance, loadedSeries } from '../states/advance.ts';
import { type SentAlert, sentAlerts } from '../notifications/sent-alerts.ts';
import type { Instance, State } from '../states/state.ts';
import { expandTemplate } from '../templates/expand.ts';
import type { OutcomesAt } from './query-outcomes.ts';
import type { TestedRule } from './tested-folder.ts';

/** The instances of a rule after the last evaluation at or before a time. */
export interface Snapshot {
  readonly instances: readonly Instance[];
  /**
   * Templates that Grafana cannot expand or that are not supported here, by the key of the instance: `summary: why`.
   */
  readonly templateProblems: ReadonlyMap<string, readonly string[]>;
  /** The alerts that the evaluation sends to the Alertmanager. */
  readonly sent: readonly SentAlert[];
  /** The result of each query and expression, to explain a failure. */
  readonly outcomes: Outcomes;
}

/** Evaluates a rule at every time; returns the instances after each evaluation. */
export function timeline(
  rule: TestedRule,
  times: readonly number[],
  outcomesAt: OutcomesAt,
): ReadonlyMap<number, Snapshot> {
  const snapshots = new Map<number, Snapshot>();
  const templateProblems = new Map<string, readonly string[]>();
  let kept: ReadonlyMap<string, Instance> = new Map();
  let states: ReadonlyMap<string, State> = new Map();
  const describe = (result: Result): { labels: Labels; annotations: Labels } => {
    const described = describeResult(rule, result);
    templateProblems.set(labelsKey(described.labels), described.problems);
    return described;
  };
  for (const time of times) {
    const { results, outcomes } = evaluate({
      rule,
      queries: outcomesAt(time),
      moment: { now: time, loaded: loadedSeries(kept) },
    });
    const after = advance(rule, kept, results, time, describe);
    const instances = [...after.kept.values(), ...after.ended];
    snapshots.set(time, {
      instances,
      templateProblems: new Map(templateProblems),
      sent: sentAlerts(instances, states, time, rule.intervalMs),
      outcomes,
    });
    kept = after.kept;
    states = new Map(instances.map(({ key, state }) => [key, state]));
  }
  return snapshots;
}

/**
 * Grafana's own labels override the rule's, which override the series'. Templates see the series' and Grafana's own.
 */
function describeResult(rule: TestedRule, result: Result): { labels: Labels; annotations: Labels; problems: string[] } {
  // Grafana also adds the folder's uid, which is not in any file.
  const own = { alertname: rule.title, grafana_folder: rule.folder, __alert_rule_uid__: rule.uid };
  const visible = { ...result.labels, ...own };
  const problems: string[] = [];
  const expand = (texts: Labels): Labels =>
    Object.fromEntries(
      Object.entries(texts).map(([name, template]) => {
        const { text, failure, unsupported } = expandTemplate(template, visible, result);
        if (failure !== undefined)
          problems.push(`${name}: the template fails (${failure}), so Grafana sends it as it is written`);
        if (unsupported !== undefined)
          problems.push(`${name}: pf-grafana does not know ${unsupported}, so it does not know what Grafana sends`);
        return [name, text];
      }),
    );
  return {
    labels: { ...result.labels, ...expand(rule.labels), ...own },
    annotations: expand(rule.annotations),
    problems,
  };
}
