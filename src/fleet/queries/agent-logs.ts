import { countBy, type LogStream, stream, where } from './logql.ts';
import { queries } from '../../query/named.ts';
import type { AgentScope } from './variables.ts';

/** Log lines of agents from Loki; the agent's id is structured metadata. */
export const agentLogs = queries('agentLogs', {
  /** Lines of the agents of the scope. */
  lines: (scope: AgentScope) => ofAgent(scope),
  /** Lines per step by level. */
  byLevel: (scope: AgentScope) => countBy(['level'], ofAgent(scope)),
  /** Lines per step by event, such as API responses, decisions and errors; lines without an event are left out. */
  byEvent: (scope: AgentScope) => countBy(['event'], where(ofAgent(scope), { event: { regex: '.+' } })),
});

function ofAgent(scope: AgentScope): LogStream {
  const logs = stream({ service_name: 'pf-agent' });
  return scope.agent_id ? where(logs, { agent_id: scope.agent_id }) : logs;
}
