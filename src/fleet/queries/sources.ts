import { queries } from '../../query/named.ts';
import { linesWithin, stream } from './logql.ts';
import { vector } from './promql.ts';
import { ch, chTable, pg, pgTable } from './sql.ts';

const agent = pgTable('agents');
const trade = chTable('agent_trades');

/** Minimal query of each data source: 1 if it answers and the reader has permission, otherwise an error. */
export const sources = queries('sources', {
  /** 1 from a Prometheus that answers. */
  prometheusAnswers: () => vector(1),
  /** 1 from a PostgreSQL that the reader may query, for any number of agents. */
  postgresAnswers: () => pg`SELECT 1 + 0 * count(*)::float8 AS answers FROM ${agent}`,
  /** 1 from a ClickHouse that the reader may query; count() only reads metadata of the table. */
  clickhouseAnswers: () => ch`SELECT 1.0 + 0 * count() AS answers FROM ${trade}`,
  /** Number of lines in the last minutes, possibly 0, from a Loki that answers. */
  lokiAnswers: () => linesWithin('5m', stream({ service_name: { regex: 'pf-.+' } })),
});
