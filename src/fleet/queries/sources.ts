import { queries } from '../../query/named.ts';
import { linesWithin, stream } from './logql.ts';
import { vector } from './promql.ts';
import { ch, chTable, pg, pgTable } from './sql.ts';

const agent = pgTable('agents');
const trade = chTable('agent_trades');

/** The simplest thing that each data source can be asked: 1 when it answers and its reader may read, else an error. */
export const sources = queries('sources', {
  /** 1 from a Prometheus that answers. */
  prometheusAnswers: () => vector(1),
  /** 1 from a PostgreSQL that lets the reader in, however many agents there are. */
  postgresAnswers: () => pg`SELECT 1 + 0 * count(*)::float8 AS answers FROM ${agent}`,
  /** 1 from a ClickHouse that lets the reader in; the count is metadata of the table. */
  clickhouseAnswers: () => ch`SELECT 1.0 + 0 * count() AS answers FROM ${trade}`,
  /** Lines of the last minutes, 0 among them, from a Loki that answers. */
  lokiAnswers: () => linesWithin('5m', stream({ service_name: { regex: 'pf-.+' } })),
});
