import { CustomVariableBuilder, QueryVariableBuilder, VariableRefresh, VariableSort } from '@grafana/grafana-foundation-sdk/dashboard';

import { labelValues } from '../query/promql.ts';
import { ALL_VALUE, agentId, currency, type NumberVariable, period, sharpeWindow, strategy, topN, type Variable } from '../query/variables.ts';
import { datasourceRef } from './datasources.ts';

/** Agents that report to Prometheus, several or all. */
export function agentVariable(): QueryVariableBuilder {
  return labelVariable(agentId, 'Agent', 'Agents to show. All also covers agents that report no more.', labelValues('pf_wallet_balance_usdc', 'agent_id'));
}

/** Strategies of the chosen agents, several or all. */
export function strategyVariable(): QueryVariableBuilder {
  return labelVariable(strategy, 'Strategy', 'Strategies to show, where a panel has them.', labelValues('pf_trade_pnl_usdc_total', 'strategy', { agent_id: agentId }));
}

/** Currencies of the chosen agents, several or all. */
export function currencyVariable(): QueryVariableBuilder {
  return labelVariable(currency, 'Currency', 'Currencies to show.', labelValues('pf_wallet_balance_usdc', 'currency', { agent_id: agentId }));
}

/** How many rows or lines the top panels show. */
export function topNVariable(): CustomVariableBuilder {
  return numberVariable(topN, 'Top', 'How many agents the top panels show.', [5, 10, 25], 10);
}

/** Days of look-back of Sharpe ratios. */
export function sharpeWindowVariable(): CustomVariableBuilder {
  return numberVariable(sharpeWindow, 'Sharpe days', 'Look-back of Sharpe ratios in days. Fewer than 90 days say little: the standard error is beside them.', [7, 14, 30, 90], 30);
}

/** Periods of totals. */
export function periodVariable(): CustomVariableBuilder {
  return wordVariable(period, 'Totals per', 'UTC day, week from Monday, or month that totals are given for.', ['day', 'week', 'month'], 'day');
}

/** A variable with a short list of numbers. */
export function numberVariable(variable: NumberVariable, label: string, description: string, choices: readonly number[], initial: number): CustomVariableBuilder {
  return wordVariable(variable, label, description, choices.map(String), `${initial}`);
}

/** A variable with a short list of words. */
export function wordVariable(variable: Variable, label: string, description: string, choices: readonly string[], initial: string): CustomVariableBuilder {
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
export function labelVariable(variable: Variable, label: string, description: string, query: string): QueryVariableBuilder {
  return new QueryVariableBuilder(variable.variable)
    .label(label)
    .description(description)
    .datasource(datasourceRef('prometheus'))
    .query(query)
    .definition(query)
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.NaturalAsc)
    .multi(true)
    .includeAll(true)
    .allValue(ALL_VALUE)
    .current({ text: ['All'], value: ['$__all'], selected: true });
}
