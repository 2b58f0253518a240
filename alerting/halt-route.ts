import type { FileValue } from '../src/define/definitions.ts';
import type { PackRoute } from '../src/define/pack.ts';
import type { FleetSettings } from '../src/fleet/settings.ts';

const AGENT_TO_HALT: readonly FileValue[] = [
  ['action', '=', 'halt'],
  ['agent_id', '=~', '.+'],
];
const TIMING = {
  group_by: ['alertname', 'agent_id'],
  group_wait: '0s',
  group_interval: '1m',
  // The longest time for which Grafana remembers sent messages, so that an agent is halted once per breach.
  repeat_interval: '120h',
  continue: true,
} as const;

/**
 * Halts each agent immediately with a separate message; with `continue` the alert also reaches people. If the rule's
 * query fails, Grafana fires DatasourceError or DatasourceNoData with the rule's labels but without an agent: people
 * are notified, but no agent is halted.
 */
export function haltRoute(contactPoint: string) {
  return { receiver: contactPoint, object_matchers: AGENT_TO_HALT, ...TIMING };
}

/** The halt route for a policy tree that the project defines itself. */
export function packRoutes({ alerting: { halt }, project }: FleetSettings): PackRoute[] {
  if (halt === undefined) return [];
  const matchers: readonly FileValue[] = [['service', '=', project.name], ...AGENT_TO_HALT];
  return [
    {
      receiver: halt,
      route: { object_matchers: matchers, ...TIMING },
      // A resolved message must not look like an order to resume trading.
      hearsOfEnds: false,
    },
  ];
}
