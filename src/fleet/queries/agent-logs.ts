import { countBy, type LogStream, stream, where } from './logql.ts';
import { queries } from '../../query/named.ts';
import type { AgentScope } from './variables.ts';

/** What agents log, from Loki; the agent is structured metadata of a line. */
export const agentLogs = queries('agentLogs', {
  /** Lines of the agents of the scope. */
  lines: (scope: AgentScope) => ofAgent(scope),
  /** Lines per step by level. */
  byLevel: (scope: AgentScope) => countBy(['level'], ofAgent(scope)),
  /** Lines per step by what happened: API responses, decisions, errors; lines that name no event are left out. */
  byEvent: (scope: AgentScope) => countBy(['event'], where(ofAgent(scope), { event: { regex: '.+' } })),
});

function ofAgent(scope: AgentScope): LogStream {
  const logs = stream({ service_name: 'pf-agent' });
  return scope.agent_id ? where(logs, { agent_id: scope.agent_id }) : logs;
}
