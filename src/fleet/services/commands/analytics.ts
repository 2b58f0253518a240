import { Command, Option } from 'commander';

import type { AnalyticsFlags, AnalyticsVerb } from '../analytics/run.ts';

const VERBS: Readonly<Record<AnalyticsVerb, string>> = {
  pnl: 'P&L per period, agent and strategy',
  leaderboard: 'The best agents by net P&L, with their risk: the rows of the panel "Agent leaderboard"',
  slippage: 'Slippage of fills against the arrival mid price: mean, quantiles, by instrument, hour and size',
  strategies: 'One row per strategy: the rows of the panel "Strategy comparison"',
  'fill-rate': 'Orders and fills by hour of the UTC day and order type',
  drawdown: 'The agents with the largest drawdown from their peak',
};

/** `pf-grafana fleet analytics` */
export function analyticsCommand(): Command {
  const analytics = new Command('analytics').description(
    'Query the analytics copy (ClickHouse) for the figures of the dashboards',
  );
  for (const [verb, help] of Object.entries(VERBS) as [AnalyticsVerb, string][])
    analytics.addCommand(verbCommand(verb, help));
  return analytics;
}

function verbCommand(verb: AnalyticsVerb, help: string): Command {
  const command = new Command(verb)
    .description(help)
    .option('--from <time>', 'start, such as 2026-03-08T00:00:00Z; 30 days ago when left out')
    .option('--to <time>', 'end; now when left out')
    .option('--agent <ids...>', 'these agents only')
    .option('--strategy <names...>', 'these strategies only')
    .option('--market <names...>', 'these markets only')
    .addOption(
      new Option('--format <format>', 'how rows are printed').choices(['table', 'csv', 'json']).default('table'),
    );
  if (verb !== 'leaderboard' && verb !== 'strategies' && verb !== 'drawdown')
    command.option('--ticker <names...>', 'these instruments only');
  if (verb === 'leaderboard' || verb === 'drawdown')
    command.option('--top <n>', 'number of agents (default: 10)', Number);
  if (verb === 'leaderboard')
    command
      .option('--min-trades <n>', 'settled trades that an agent needs to be listed (default: 20)', Number)
      .option('--min-days <n>', 'days that an agent needs for a Sharpe ratio (default: 30)', Number);
  if (verb === 'pnl')
    command.addOption(
      new Option('--by <granularity>', 'length of the periods, UTC')
        .choices(['hour', 'day', 'week', 'month'])
        .default('day'),
    );
  return command
    .addHelpText(
      'after',
      `
Environment:
  CLICKHOUSE_URL              http or https address of ClickHouse (http://localhost:8123)
  CLICKHOUSE_DATABASE, CLICKHOUSE_USER, CLICKHOUSE_PASSWORD  (agent_analytics, default)`,
    )
    .action(async (flags: AnalyticsFlags) => {
      const { runAnalytics } = await import('../analytics/run.ts');
      process.stdout.write(await runAnalytics(process.env, verb, flags));
    });
}
