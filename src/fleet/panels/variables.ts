import type { CustomVariableBuilder, QueryVariableBuilder } from '@grafana/grafana-foundation-sdk/dashboard';

import {
  columnVariable,
  labelVariable,
  numberVariable,
  queriedVariable,
  wordVariable,
} from '../../panels/variables.ts';
import { agents } from '../queries/agents.ts';
import { labelValues } from '../queries/promql.ts';
import { tradeEvents } from '../queries/trade-events.ts';
import { agentId, market, period, sharpeWindow, singleAgentId, strategy, ticker, topN } from '../queries/variables.ts';

/** Agents that report to Prometheus, several or all. */
export function agentVariable(): QueryVariableBuilder {
  return labelVariable(
    agentId,
    'Agent',
    'Agents to show. All also covers agents that report no more.',
    labelValues('pf_wallet_balance_usdc', 'agent_id'),
  );
}

/** Strategies of the chosen agents, several or all. */
export function strategyVariable(): QueryVariableBuilder {
  return labelVariable(
    strategy,
    'Strategy',
    'Strategies to show, where a panel has them.',
    labelValues('pf_trade_pnl_usdc_total', 'strategy', { agent_id: agentId }),
  );
}

/** Agents in the book of record, several or all. */
export function bookAgentVariable(): QueryVariableBuilder {
  return columnVariable(agentId, 'Agent', 'Agents to show, retired ones among them.', agents.ids());
}

/** Strategies that the chosen agents have in the book of record, several or all. */
export function bookStrategyVariable(): QueryVariableBuilder {
  return columnVariable(
    strategy,
    'Strategy',
    'Strategies to show. What an agent did with another strategy is left out.',
    agents.strategies({ agent_id: agentId }),
  );
}

/** The one agent of the drilldown. */
export function singleAgentVariable(): QueryVariableBuilder {
  return queriedVariable(
    singleAgentId,
    'Agent',
    'The agent to look at, of those that report. Type the id of one that reports no more.',
    labelValues('pf_wallet_balance_usdc', 'agent_id'),
  )
    .multi(false)
    .includeAll(false);
}

/** Markets of the trade events, several or all. */
export function marketVariable(): QueryVariableBuilder {
  return columnVariable(market, 'Market', 'Markets to show, where a panel has them.', tradeEvents.markets());
}

/** Instruments of the chosen markets, several or all. */
export function tickerVariable(): QueryVariableBuilder {
  return columnVariable(
    ticker,
    'Ticker',
    'Instruments of the chosen markets to show, where a panel has them.',
    tradeEvents.tickers({ market }),
  );
}

/** How many rows or lines the top panels show. */
export function topNVariable(): CustomVariableBuilder {
  return numberVariable(topN, 'Top', 'How many agents the top panels show.', [5, 10, 25], 10);
}

/** Days of look-back of Sharpe ratios. */
export function sharpeWindowVariable(): CustomVariableBuilder {
  return numberVariable(
    sharpeWindow,
    'Sharpe days',
    'Look-back of Sharpe ratios in days. Fewer than 90 days say little: the standard error is beside them.',
    [7, 14, 30, 90],
    30,
  );
}

/** Periods of totals. */
export function periodVariable(): CustomVariableBuilder {
  return wordVariable(
    period,
    'Totals per',
    'UTC day, week from Monday, or month that totals are given for.',
    ['day', 'week', 'month'],
    'day',
  );
}
