import { BigValueGraphMode, ReduceDataOptionsBuilder } from '@grafana/grafana-foundation-sdk/common';

import type { RowSpec } from '../../src/define/definitions.ts';
import { dashboardUrl } from '../../src/fleet/panels/links.ts';
import { levels, netPnl, sharpe, snapshotAge } from '../../src/fleet/panels/performance.ts';
import { table } from '../../src/panels/tables.ts';
import { asProperty, highIsBad, noneIsGood, signed } from '../../src/panels/thresholds.ts';
import { instant, logSeries, rows } from '../../src/panels/targets.ts';
import { units } from '../../src/fleet/panels/units.ts';
import { dial, orNoAnswer, sideBySide, stat } from '../../src/panels/values.ts';
import { agentLogs } from '../../src/fleet/queries/agent-logs.ts';
import { agents } from '../../src/fleet/queries/agents.ts';
import { health } from '../../src/fleet/queries/health.ts';
import { performance } from '../../src/fleet/queries/performance.ts';
import { tradeBook } from '../../src/fleet/queries/trade-book.ts';
import { tradeEvents } from '../../src/fleet/queries/trade-events.ts';
import { singleAgentId } from '../../src/fleet/queries/variables.ts';
import type { FleetSettings } from '../../src/fleet/settings.ts';

const one = { agent_id: singleAgentId };

/** Who the agent is, whether it is in trouble, and how old these figures are. */
export function status(settings: FleetSettings): RowSpec {
  return {
    key: 'drilldown-status',
    title: 'Is anything wrong?',
    panels: [
      { key: 'drilldown-agent', width: 24, height: 4, panel: profile(settings) },
      { key: 'drilldown-limit-used', width: 5, height: 8, panel: limitUsed(settings) },
      { key: 'drilldown-net', width: 5, height: 8, panel: netPnl(one) },
      { key: 'drilldown-levels', width: 6, height: 8, panel: levels(one) },
      { key: 'drilldown-sharpe', width: 8, height: 4, panel: sharpe(one) },
      { key: 'drilldown-quality', width: 8, height: 4, panel: quality() },
      { key: 'drilldown-log-lines', width: 5, height: 4, panel: logLevels() },
      { key: 'drilldown-metrics-age', width: 6, height: 4, panel: metricsAge(settings) },
      { key: 'drilldown-snapshot-age', width: 6, height: 4, panel: snapshotAge(settings, one) },
      { key: 'drilldown-events-age', width: 7, height: 4, panel: eventsAge(settings) },
    ],
  };
}

function profile(settings: FleetSettings) {
  const url = dashboardUrl(settings, 'agent-drilldown', { agent_id: '${__data.fields.referrer_agent_id}' });
  return table(
    'Agent',
    'Identity of the agent, from the table agents: current strategy, whether it trades, its own drawdown limit and USDC minimum, and who referred it. A status other than active explains silence further down.',
    [
      { field: 'agent_id', title: 'Agent', width: 110 },
      { field: 'agent_name', title: 'Name', width: 110 },
      { field: 'strategy', title: 'Strategy' },
      { field: 'status', title: 'Status', width: 85 },
      { field: 'registered_at', title: 'Registered', unit: units.time },
      { field: 'initial_equity_usdc', title: 'Initial equity', unit: units.usdc, decimals: 1 },
      { field: 'max_drawdown_pct', title: 'Drawdown limit', unit: units.fraction, decimals: 1 },
      { field: 'min_balance_usdc', title: 'Minimum balance', unit: units.usdc, decimals: 1 },
      {
        field: 'referrer_agent_id',
        title: 'Referred by',
        width: 125,
        link: { title: 'Drilldown of the referrer', url },
      },
    ],
  )
    .noValue(orNoAnswer('no such agent in the book'))
    .withTarget(rows(agents.profile(one)));
}

function limitUsed(settings: FleetSettings) {
  return dial(
    'Drawdown limit used',
    "Drawdown of the newest daily snapshot within two days divided by the agent's own limit, agents.max_drawdown_pct. At 100 % the stop-loss is reached: check that the agent was halted. The live drawdown is in the current risk metrics.",
  )
    .unit(units.fraction)
    .decimals(0)
    .min(0)
    .max(1.5)
    .thresholds(highIsBad(settings.thresholds.limitUsed))
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']).fields('/^limit_used$/').values(false))
    .withTarget(rows(performance.riskByAgent(one)));
}

function quality() {
  return sideBySide(
    'Win rate and profit factor',
    'Win rate: wins divided by wins and losses on the UTC days of the range; pushes do not count. Profit factor: sum of profits divided by sum of losses of the trades settled in the range. Below 1 the agent loses money at any win rate: see the trade history.',
  )
    .unit(units.none)
    .overrideByName('win_rate', [
      { id: 'displayName', value: 'Win rate' },
      { id: 'unit', value: units.fraction },
      { id: 'decimals', value: 1 },
    ])
    .overrideByName('profit_factor', [
      { id: 'displayName', value: 'Profit factor' },
      { id: 'decimals', value: 2 },
      asProperty(signed(1)),
    ])
    .withTarget(rows(performance.winRate(one)))
    .withTarget(rows(tradeBook.profitFactor(one)));
}

function metricsAge(settings: FleetSettings) {
  return stat(
    'Metrics age (Prometheus)',
    'Time since the last complete poll of this agent by the exporter. Red: the agent is stale or dead, its live figures are out of date, and its own alerts have resolved themselves. Check the logs below.',
  )
    .unit(units.seconds)
    .decimals(0)
    .thresholds(highIsBad(settings.thresholds.dataAgeSeconds))
    .noValue(orNoAnswer('no poll in 6 h'))
    .withTarget(instant(health.stalestAgents(1, one)));
}

function eventsAge(settings: FleetSettings) {
  return stat(
    'Trade events age (ClickHouse)',
    'Time since the newest event of this agent in agent_trades. A quiet agent and a stuck pipeline look the same: compare with its API calls below.',
  )
    .unit(units.seconds)
    .decimals(0)
    .thresholds(highIsBad(settings.thresholds.tradeEventAgeSeconds))
    .withTarget(rows(tradeEvents.dataAge(one)));
}

function logLevels() {
  return sideBySide(
    'Log lines (Loki)',
    'Lines that this agent logged in the range, by level. None at all: the agent is silent or its logs do not arrive; compare with the metrics age. For any error, read the logs at the end of this page.',
  )
    .unit(units.count)
    .decimals(0)
    .graphMode(BigValueGraphMode.Area)
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(['sum']).fields('').values(false))
    .overrideByName('error', [asProperty(noneIsGood())])
    .noValue(orNoAnswer('no log lines in the range'))
    .withTarget(logSeries(agentLogs.byLevel(one), '{{level}}'));
}
