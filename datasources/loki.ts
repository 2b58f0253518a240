import { defineDatasource } from '../src/fleet/define.ts';
import { atLeast } from '../src/define/settings.ts';
import { httpConnection } from './http.ts';

/** Matches `agent_id=x`, `agent_id="x"`, `"agent_id":"x"` and `agent_id: x`, with hyphens, but not `ref_agent_id=x`. */
const AGENT_IN_LINE = String.raw`(?:^|[^\w])agent_id["']?[=:]\s*["']?([\w-]+)`;

/** Logs. An agent id in a line, or in its structured metadata, links to the agent's page. */
export const loki = defineDatasource(({ agentUrl, grafana, datasources: { loki: source } }) => {
  if (!source.provision) return undefined;
  const url = agentUrl.replace('{agent_id}', '${__value.raw}');
  return {
    ...httpConnection(source),
    type: 'loki',
    jsonData: {
      maxLines: '1000',
      manageAlerts: false,
      derivedFields: [
        { name: 'AgentID', matcherRegex: AGENT_IN_LINE, url, urlDisplayLabel: 'Agent page' },
        // Before version 11, Grafana applies every derived field as a regex to the line.
        ...(atLeast(grafana, 11, 0)
          ? [{ name: 'Agent', matcherType: 'label', matcherRegex: 'agent_id', url, urlDisplayLabel: 'Agent page' }]
          : []),
      ],
    },
  };
});
