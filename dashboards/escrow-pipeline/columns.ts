import { dashboardUrl } from '../../src/fleet/panels/links.ts';
import type { Column } from '../../src/panels/tables.ts';
import type { FleetSettings } from '../../src/fleet/settings.ts';

/** The id of a contract; a click shows its history further down. */
export function contractColumn(settings: FleetSettings): Column {
  return {
    field: 'escrow_id',
    title: 'Contract',
    width: 135,
    link: {
      title: 'Life of this contract',
      url: dashboardUrl(settings, 'escrow-pipeline', { escrow_id: '${__data.fields.escrow_id}' }),
    },
  };
}

/** An agent of a contract; a click opens the agent's drilldown. */
export function agentColumn(
  settings: FleetSettings,
  field: 'payer_agent_id' | 'payee_agent_id' | 'actor_agent_id',
  title: string,
): Column {
  return {
    field,
    title,
    width: 105,
    link: {
      title: 'This agent',
      url: dashboardUrl(settings, 'agent-drilldown', { agent_id: `\${__data.fields.${field}}` }),
    },
  };
}
