import {
  CustomVariableBuilder,
  QueryVariableBuilder,
  TextBoxVariableBuilder,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';

import type { DatasourceHandle } from '../fleet/catalog/datasources.ts';
import { agents } from '../fleet/queries/agents.ts';
import { tradeEvents } from '../fleet/queries/trade-events.ts';
import { labelValues } from '../query/promql.ts';
import type { Sql } from '../query/sql.ts';
import {
  ALL_VALUE,
  agentId,
  market,
  type NumberVariable,
  period,
  sharpeWindow,
  singleAgentId,
  strategy,
  ticker,
  topN,
  type Variable,
} from '../query/variables.ts';
import { datasourceRef } from './datasources.ts';

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
  return queried(
    singleAgentId,
    'Agent',
    'The agent to look at, of those that report. Type the id of one that reports no more.',
    'prometheus',
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

/** A text to type or to be set by a link; empty at first. */
export function textVariable(variable: Variable, label: string, description: string): TextBoxVariableBuilder {
  const empty = { text: '', value: '', selected: true };
  return new TextBoxVariableBuilder(variable.variable)
    .label(label)
    .description(description)
    .defaultValue('')
    .options([empty])
    .current(empty);
}

/** Values of the one column of a query, several or all; every choice at first. */
export function columnVariable(
  variable: Variable,
  label: string,
  description: string,
  query: Sql,
): QueryVariableBuilder {
  return several(variable, label, description, query.dialect, query.sql);
}

/** A variable with a short list of numbers. */
function numberVariable(
  variable: NumberVariable,
  label: string,
  description: string,
  choices: readonly number[],
  initial: number,
): CustomVariableBuilder {
  return wordVariable(variable, label, description, choices.map(String), `${initial}`);
}

/** A variable with a short list of words. */
function wordVariable(
  variable: Variable,
  label: string,
  description: string,
  choices: readonly string[],
  initial: string,
): CustomVariableBuilder {
  const options = choices.map((choice) => ({ text: choice, value: choice, selected: choice === initial }));
  return new CustomVariableBuilder(variable.variable)
    .label(label)
    .description(description)
    .values(choices.join(','))
    .options(options)
    .current({ text: initial, value: initial, selected: true })
    .allowCustomValue(false)
    .multi(false)
    .includeAll(false);
}

/** Values of a label in Prometheus, several or all; every choice at first. */
function labelVariable(variable: Variable, label: string, description: string, query: string): QueryVariableBuilder {
  return several(variable, label, description, 'prometheus', query);
}

function several(
  variable: Variable,
  label: string,
  description: string,
  source: DatasourceHandle,
  query: string,
): QueryVariableBuilder {
  return queried(variable, label, description, source, query)
    .multi(true)
    .includeAll(true)
    .allValue(ALL_VALUE)
    .current({ text: ['All'], value: ['$__all'], selected: true });
}

function queried(
  variable: Variable,
  label: string,
  description: string,
  source: DatasourceHandle,
  query: string,
): QueryVariableBuilder {
  return new QueryVariableBuilder(variable.variable)
    .label(label)
    .description(description)
    .datasource(datasourceRef(source))
    .query(query)
    .definition(query)
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.NaturalAsc);
}
