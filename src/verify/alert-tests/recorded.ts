import type { Instance } from '../states/state.ts';
import type { ExpectedInstance } from './test-case.ts';
import type { TestedRule } from './tested-folder.ts';
import type { Snapshot } from './timeline.ts';

/** Labels that alerts have and recorded series do not. */
const OF_ALERTS = new Set(['alertname', 'grafana_folder', '__alert_rule_uid__']);

/**
 * What a recording rule writes at a time: a series without an alert state for each value of the query that it records.
 */
export function recorded(rule: TestedRule, snapshot: Snapshot): Snapshot {
  const { metric = '', from = '' } = rule.records ?? {};
  const isData = ({ state }: Instance) => state !== 'NoData' && state !== 'Error';
  return {
    ...snapshot,
    sent: [],
    instances: snapshot.instances.map((instance) => {
      if (!isData(instance)) return instance;
      const labels = Object.fromEntries(Object.entries(instance.labels).filter(([name]) => !OF_ALERTS.has(name)));
      return {
        ...instance,
        state: 'Normal' as const,
        reason: '',
        labels: { __name__: metric, ...labels },
        values: { [metric]: instance.values[from] ?? null },
      };
    }),
  };
}

/** A recorded series has no state, so Normal is expected. */
export function recordedExpectation(expectation: ExpectedInstance): ExpectedInstance {
  return { state: 'Normal', ...expectation };
}
