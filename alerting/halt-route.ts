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
  // As long as Grafana remembers what it sent: an agent is halted once for one breach, not every few hours.
  repeat_interval: '120h',
  continue: true,
} as const;

/**
 * Each agent is halted by a message of its own, at once; `continue` lets the alert reach people too. When the rule's
 * query fails, Grafana fires DatasourceError or DatasourceNoData with the rule's labels but no agent: people hear of it,
 * nobody is halted.
 */
export function haltRoute(contactPoint: string) {
  return { receiver: contactPoint, object_matchers: AGENT_TO_HALT, ...TIMING };
}

/** The same at the root of a tree that is not the fleet's. */
export function packRoutes({ alerting: { halt }, project }: FleetSettings): PackRoute[] {
  if (halt === undefined) return [];
  const matchers: readonly FileValue[] = [['service', '=', project.name], ...AGENT_TO_HALT];
  return [
    {
      receiver: halt,
      route: { object_matchers: matchers, ...TIMING },
      // It must not take a recovered drawdown for an order to trade again.
      hearsOfEnds: false,
    },
  ];
}
