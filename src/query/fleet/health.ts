import { count, countBy, ratio, gauge, maxBy, max, mul, offset, or, overTime, recorded, sub, sum, time, topk, unless } from '../promql.ts';
import { queries } from '../queries.ts';
import type { AgentScope, NumberVariable } from '../variables.ts';

const EXPORTER = { job: 'pf_agent_exporter' };
/** A series that stopped is forgotten after five minutes, just when its age gets interesting. */
const MEMORY = '1h';

/** Whether the figures can be trusted: who reports, and how old the newest report is. */
export const health = queries('health', {
  /** Agents that report now. */
  activeAgents: (scope: AgentScope = {}) => count(reporting(scope)),
  /** Agents that report now and did not 24 hours ago: new ones, and ones that came back. */
  newAgents24h: (scope: AgentScope = {}) =>
    or(count(unless(reporting(scope), countBy(['agent_id'], offset(gauge('pf_drawdown_pct', scope), '24h')))), mul(count(reporting(scope)), 0)),
  /** Seconds since the newest complete poll of any agent; still known for an hour after the exporter is gone. */
  dataAge: () => sub(time(), max(overTime('max', gauge('pf_exporter_last_success_timestamp_seconds'), MEMORY))),
  /** Seconds since the last complete poll per agent, oldest first, dead agents of the last hour among them; instant only. */
  stalestAgents: (limit: number | NumberVariable, scope: AgentScope = {}) =>
    topk(limit, sub(time(), maxBy(['agent_id'], overTime('max', gauge('pf_exporter_last_success_timestamp_seconds', scope), MEMORY)))),
  /** Share of exporters whose last scrape worked. */
  exportersUp: () => ratio(sum(gauge('up', EXPORTER)), count(gauge('up', EXPORTER))),
  /** Agents that report now, recorded. */
  fleetAgents: () => recorded('fleet:pf_agents:count'),
  /** Seconds since the newest complete poll, from recorded series only. */
  recordedDataAge: () => sub(time(), overTime('last', recorded('fleet:pf_exporter_last_success_timestamp_seconds:max'), MEMORY)),
});

function reporting(scope: AgentScope) {
  return countBy(['agent_id'], gauge('pf_drawdown_pct', scope));
}
