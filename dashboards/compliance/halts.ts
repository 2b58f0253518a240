import type { RowSpec } from '../../src/define/definitions.ts';
import { dashboardUrl } from '../../src/fleet/panels/links.ts';
import { agentBars } from '../../src/fleet/panels/agent-bars.ts';
import { units } from '../../src/fleet/panels/units.ts';
import { compliance } from '../../src/fleet/queries/compliance.ts';
import { halts } from '../../src/fleet/queries/halts.ts';
import { agentId } from '../../src/fleet/queries/variables.ts';
import type { FleetSettings } from '../../src/fleet/settings.ts';
import { instant, rows } from '../../src/panels/targets.ts';
import { type Column, table } from '../../src/panels/tables.ts';
import { asProperty, neutral, noneIsGood } from '../../src/panels/thresholds.ts';
import { orNoAnswer, sideBySide } from '../../src/panels/values.ts';

const agents = { agent_id: agentId };

/** Whether halts stop trading. */
export function complianceHalts(settings: FleetSettings): RowSpec {
  const agent: Column = {
    field: 'agent_id',
    title: 'Agent',
    width: 120,
    link: {
      title: 'Drilldown of this agent',
      url: dashboardUrl(settings, 'agent-drilldown', { agent_id: '${__data.fields.agent_id}' }),
    },
  };
  return {
    key: 'compliance-halts',
    title: 'Do stops stop?',
    panels: [
      {
        key: 'compliance-halt-count',
        width: 8,
        height: 4,
        panel: sideBySide(
          'Halts of the range',
          'Halts of the selected agents that began in the range or were still active in it, and those during which the agent opened a trade, so that the halt did not work. Even one of these is too many: find it below, and stop that process by hand.',
        )
          .unit(units.none)
          .decimals(0)
          .thresholds(neutral())
          .overrideByName('Traded on', [asProperty(noneIsGood())])
          .withTarget(rows(halts.counts(agents))),
      },
      {
        key: 'compliance-status',
        width: 16,
        height: 4,
        panel: sideBySide(
          'Agents by status, live',
          'Selected agents that report now, by the status of pf_agent_info: active, paused, halted or retired. A halted agent stays halted until a person resumes it.',
        )
          .unit(units.none)
          .decimals(0)
          .thresholds(neutral())
          .withTarget(instant(compliance.agentsByStatus(agents), '{{status}}')),
      },
      {
        key: 'compliance-halt-list',
        width: 24,
        height: 9,
        panel: table(
          'Halts and what came after',
          'Halts that began in the range or were still active in it, newest first, 200 at most: which agent, when, why and by whom, the status now, when it was resumed and by whom, how long the halt lasted, and how many trades the agent opened during it. A trade during a halt means that the halt was not obeyed; these trades are listed below.',
          [
            { field: 'ts', title: 'Halted', unit: units.time },
            agent,
            { field: 'status', title: 'Status now', width: 100 },
            { field: 'text', title: 'Why', wraps: true },
            { field: 'actor', title: 'By', width: 145 },
            { field: 'resumed_at', title: 'Resumed', unit: units.time },
            { field: 'resumed_by', title: 'Resumed by', width: 100 },
            { field: 'halted_for', title: 'Halted for', unit: units.seconds, decimals: 0, width: 100 },
            { field: 'trades', title: 'Trades in it', decimals: 0, width: 100, cell: noneIsGood() },
          ],
        )
          .noValue(orNoAnswer('no halts in the range'))
          .withTarget(rows(halts.episodes(agents))),
      },
      {
        key: 'compliance-halt-trades',
        width: 12,
        height: 9,
        panel: table(
          'Trades during a halt',
          "Trades and bets of the range that an agent opened after it was halted and before it was resumed, newest first, 200 at most. There should be none: the halt did not reach the agent's process, so stop it by hand.",
          [
            { field: 'opened_at', title: 'Opened', unit: units.time },
            agent,
            { field: 'after_seconds', title: 'After the halt', unit: units.seconds, decimals: 0, width: 110 },
            { field: 'ticker', title: 'Ticker', width: 110 },
            { field: 'notional_usdc', title: 'Notional', unit: units.count, decimals: 2 },
          ],
        )
          .noValue(orNoAnswer('no trades during a halt'))
          .withTarget(rows(halts.tradesDuring(agents))),
      },
      {
        key: 'compliance-limit-log',
        width: 12,
        height: 9,
        panel: table(
          'Limit changes, by whom',
          'Changes of limits in the range, newest first, 200 at most: the agent, the limit, and who changed it. Question a limit that was raised just before a loss.',
          [
            { field: 'ts', title: 'When', unit: units.time },
            agent,
            { field: 'text', title: 'What', wraps: true },
            { field: 'actor', title: 'By', width: 75 },
          ],
        )
          .noValue(orNoAnswer('no limits were changed'))
          .withTarget(rows(halts.limitChanges(agents))),
      },
      {
        key: 'compliance-limit-changes',
        width: 10,
        height: 9,
        panel: agentBars(
          'Limit changes',
          'Agents whose own drawdown limit or USDC minimum changed in the range, and how often, as seen by the exporter. Raising a limit while the agent is in drawdown circumvents its stop: find out who did it.',
        )
          .displayName('${__series.name}')
          .unit(units.count)
          .decimals(0)
          .min(0)
          .thresholds(noneIsGood())
          .noValue(orNoAnswer('no changes in the range'))
          .withTarget(instant(compliance.limitChanges('pf_agent_max_drawdown_pct', agents), '{{agent_id}} drawdown'))
          .withTarget(instant(compliance.limitChanges('pf_agent_min_balance_usdc', agents), '{{agent_id}} minimum')),
      },
      {
        key: 'compliance-limits',
        width: 14,
        height: 9,
        panel: table(
          'Limits of each agent',
          'Drawdown at which each agent stops, and the USDC that it needs to trade, as stored in the book now, the strictest first; retired agents are left out.',
          [
            agent,
            { field: 'strategy', title: 'Strategy', width: 140 },
            { field: 'status', title: 'Status', width: 100 },
            { field: 'max_drawdown_pct', title: 'Drawdown limit', unit: units.fraction, decimals: 1 },
            { field: 'min_balance_usdc', title: 'Minimum (USDC)', unit: units.count, decimals: 2 },
          ],
        ).withTarget(rows(compliance.limits(agents))),
      },
    ],
  };
}
