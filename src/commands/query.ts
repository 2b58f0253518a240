import { Command, InvalidArgumentError } from 'commander';

import { FindingsError } from '../diagnostics/errors.ts';
import type { Language } from '../grafana/query-expansion/language.ts';
import { examples } from './examples.ts';
import { typedSource } from './source-flag.ts';
import { showProgress } from './progress.ts';
import { print } from './terminal.ts';

interface QueryOptions extends Partial<
  Readonly<Record<`${'prometheus' | 'loki' | 'postgres' | 'clickhouse'}Url`, string>>
> {
  readonly dir: string;
  readonly from?: string;
  readonly to: string;
  readonly var: readonly string[];
  readonly datasource: ReadonlyMap<string, string>;
  readonly run?: true;
  readonly timeout: number;
  readonly json?: true;
}

/** `pf-grafana query` */
export function queryCommand(): Command {
  return new Command('query')
    .description('Print the queries of a panel as Grafana sends them, or run them')
    .argument('<dashboard/panel>', 'uid or title of the dashboard, id, key or title of the panel')
    .option('--dir <dir>', 'provisioning folder', 'out')
    .option('--from <time>', "start: now-6h, an ISO time or ms since 1970 (default: the dashboard's own)")
    .option('--to <time>', 'end of the range', 'now')
    .option(
      '--var <name=value>',
      'value of a variable; repeat it for several values; $__all chooses All',
      (given: string, list: readonly string[]) => [...list, given],
      [],
    )
    .option(
      '--datasource <uid=type>',
      'type of a data source that is not in the folder, such as metrics=prometheus; may be repeated',
      typedSource,
      new Map<string, string>(),
    )
    .option('--run', 'run the queries and print what they return')
    .option('--prometheus-url <url>', 'address of Prometheus; also PF_PROMETHEUS_URL')
    .option('--loki-url <url>', 'address of Loki; also PF_LOKI_URL')
    .option('--postgres-url <url>', 'address of PostgreSQL; also PF_POSTGRES_URL')
    .option('--clickhouse-url <url>', 'address of ClickHouse, with the database in ?database=; also PF_CLICKHOUSE_URL')
    .option('--timeout <seconds>', 'time limit of one request', seconds, 10)
    .option('--json', 'print as JSON')
    .addHelpText(
      'after',
      examples(
        'pf-grafana query pf-wallet-balances/native-totals --from now-1h',
        'pf-grafana query pf-wallet-balances/native-totals --run --prometheus-url http://localhost:9090',
      ),
    )
    .action(runQuery);
}

async function runQuery(name: string, options: QueryOptions): Promise<void> {
  const { expandPanels } = await import('./query/expand-panels.ts');
  const panels = await expandPanels(name, { ...options, now: new Date() });
  if (options.run) showProgress(`Running: the queries of ${name}`);
  const answered = options.run
    ? await (await import('./query/answer.ts')).answer(panels, urlsOf(options), options.timeout * 1000)
    : panels;
  const { jsonPanels, prettyPanels } = await import('./query/print.ts');
  print(options.json ? jsonPanels(answered) : prettyPanels(answered));
  const hasFailed = answered.some(({ queries }) => queries.some((query) => query.problem !== undefined));
  if (hasFailed) throw new FindingsError();
}

function seconds(text: string): number {
  const number = Number(text);
  if (text.trim() === '' || !(number > 0) || number > 3600)
    throw new InvalidArgumentError('It must be a number of seconds, up to 3600.');
  return number;
}

function urlsOf(options: QueryOptions): Partial<Record<Language, string>> {
  const from = (flag: string | undefined, variable: string): string => flag ?? process.env[variable] ?? '';
  return {
    promql: from(options.prometheusUrl, 'PF_PROMETHEUS_URL'),
    logql: from(options.lokiUrl, 'PF_LOKI_URL'),
    postgres: from(options.postgresUrl, 'PF_POSTGRES_URL'),
    clickhouse: from(options.clickhouseUrl, 'PF_CLICKHOUSE_URL'),
  };
}
