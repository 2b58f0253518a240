import type { Labels } from '../labels.ts';
import { labelsKey } from '../labels.ts';
import { type Instance, isFiring, type State } from '../states/state.ts';

/** An alert as Grafana's rules send it to the Alertmanager; times in milliseconds since the start of the test. */
export interface SentAlert {
  /** Equal for equal labels, by which the Alertmanager identifies an alert. */
  readonly key: string;
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly values: Instance['values'];
  readonly captures: Instance['captures'];
  readonly startsAt: number;
  /** From then on the alert counts as resolved, unless it is sent again before. */
  readonly endsAt: number;
}

/** Grafana sends a firing alert again at least this often, and lets it expire after four times that. */
const RESEND_MS = 30_000;

/** Labels as Grafana sends them: an instance in NoData or Error becomes an alert with another name. */
export function sentLabels({ state, labels }: Pick<Instance, 'state' | 'labels'>): Labels {
  if (state !== 'NoData' && state !== 'Error') return labels;
  return {
    ...labels,
    alertname: state === 'NoData' ? 'DatasourceNoData' : 'DatasourceError',
    rulename: labels['alertname'] ?? '',
  };
}

/** The alerts that one evaluation sends: every firing instance, and those that just stopped firing. */
export function sentAlerts(
  instances: readonly Instance[],
  before: ReadonlyMap<string, State>,
  now: number,
  intervalMs: number,
): SentAlert[] {
  return instances.flatMap((instance): SentAlert[] => {
    const previous = before.get(instance.key) ?? 'Normal';
    if (isFiring(instance)) {
      // An Alerting instance whose series is missing is kept alive for a while; in other states, the end counts from
      // the last evaluation.
      const alive = instance.state === 'Alerting' ? now : instance.lastEvaluation;
      return [sent(instance, instance.state, alive + 4 * Math.max(intervalMs, RESEND_MS))];
    }
    // It is resolved under the name that it had.
    return instance.state === 'Normal' && isFiring({ state: previous }) ? [sent(instance, previous, now)] : [];
  });
}

function sent(instance: Instance, state: State, endsAt: number): SentAlert {
  const labels = sentLabels({ state, labels: instance.labels });
  const { annotations, values, captures, startsAt } = instance;
  return { key: labelsKey(labels), labels, annotations, values, captures, startsAt, endsAt };
}
