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
    'Agents to show. All includes agents that no longer report.',
    labelValues('pf_wallet_balance_usdc', 'agent_id'),
  );
}

/** Strategies of the selected agents, several or all. */
export function strategyVariable(): QueryVariableBuilder {
  return labelVariable(
    strategy,
    'Strategy',
    'Strategies to show, in panels by strategy.',
    labelValues('pf_trade_pnl_usdc_total', 'strategy', { agent_id: agentId }),
  );
}

/** Agents in the book of record, several or all. */
export function bookAgentVariable(): QueryVariableBuilder {
  return columnVariable(agentId, 'Agent', 'Agents to show, including retired agents.', agents.ids());
}

/** Strategies of the selected agents in the book of record, several or all. */
export function bookStrategyVariable(): QueryVariableBuilder {
  return columnVariable(
    strategy,
    'Strategy',
    'Strategies to show. Results of an agent with other strategies are excluded.',
    agents.strategies({ agent_id: agentId }),
  );
}

/** The agent of the drilldown. */
export function singleAgentVariable(): QueryVariableBuilder {
  return queriedVariable(
    singleAgentId,
    'Agent',
    'The agent to show. The list has only agents that report; type the id of any other agent.',
    labelValues('pf_wallet_balance_usdc', 'agent_id'),
  )
    .multi(false)
    .includeAll(false);
}

/** Markets of the trade events, several or all. */
export function marketVariable(): QueryVariableBuilder {
  return columnVariable(market, 'Market', 'Markets to show, in panels by market.', tradeEvents.markets());
}

/** Instruments of the selected markets, several or all. */
export function tickerVariable(): QueryVariableBuilder {
  return columnVariable(
    ticker,
    'Ticker',
    'Instruments of the selected markets to show, in panels by instrument.',
    tradeEvents.tickers({ market }),
  );
}

/** Number of rows or lines in top panels. */
export function topNVariable(): CustomVariableBuilder {
  return numberVariable(topN, 'Top', 'Number of agents in the top panels.', [5, 10, 25], 10);
}

/** Days of the look-back of Sharpe ratios. */
export function sharpeWindowVariable(): CustomVariableBuilder {
  return numberVariable(
    sharpeWindow,
    'Sharpe days',
    'Look-back of Sharpe ratios in days. With fewer than 90 days the standard error is large.',
    [7, 14, 30, 90],
    30,
  );
}

/** Length of the periods of totals. */
export function periodVariable(): CustomVariableBuilder {
  return wordVariable(
    period,
    'Totals per',
    'Period of the totals: UTC day, week from Monday, or month.',
    ['day', 'week', 'month'],
    'day',
  );
}
