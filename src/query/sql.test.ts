import { describe, expect, test } from 'vitest';

import {
  ch,
  chFrom,
  choice,
  chTable,
  chTimeInterval,
  intervalMs,
  list,
  number,
  pg,
  pgFrom,
  pgTable,
  pgTo,
  selected,
  text,
  texts,
  timeFilter,
} from '../fleet/queries/sql.ts';
import { agentId, escrowId, topN } from '../fleet/queries/variables.ts';
import { ALL_VALUE } from './variables.ts';

const agents = pgTable('agents');
const daily = pgTable('agent_performance_daily');
const trades = chTable('agent_trades');

describe('a template writes SQL', () => {
  test('tables, columns, aliases, values and numbers', () => {
    const a = agents.as('a');
    expect(
      pg`SELECT ${a.agent_id} FROM ${a} WHERE ${a.status} IN (${texts(['active', "o'clock"])}) LIMIT ${5}`.sql,
    ).toBe("SELECT a.agent_id FROM agents a WHERE a.status IN ('active', 'o''clock') LIMIT 5");
    expect(pg`SELECT ${list([daily.day, daily.wins])} FROM ${daily}`.sql).toBe(
      'SELECT day, wins FROM agent_performance_daily',
    );
  });
  test('the indentation of the source is removed, that of the query stays', () => {
    const inner = pg`
      SELECT ${daily.day}
      FROM ${daily}`;
    const query = pg`
      SELECT day
      FROM (
        ${inner}
      ) x
    `;
    expect(query.sql).toBe('SELECT day\nFROM (\n  SELECT day\n  FROM agent_performance_daily\n) x');
  });
  test('macros of each dialect', () => {
    expect(pg`${timeFilter(daily.snapshot_ts)} ${pgFrom} ${pgTo} ${intervalMs}`.sql).toBe(
      '$__timeFilter(snapshot_ts) $__timeFrom() $__timeTo() $__interval_ms',
    );
    expect(ch`${timeFilter(trades.timestamp)} ${chFrom} ${chTimeInterval(trades.timestamp)}`.sql).toBe(
      '$__timeFilter(timestamp) $__fromTime $__timeInterval(timestamp)',
    );
  });
  test('Grafana quotes variables, in the only format that every version quotes the same way', () => {
    expect(pg`${selected(daily.agent_id, agentId)}`.sql).toBe(
      "(ARRAY[${agent_id:sqlstring}]::text[] <@ ARRAY['', '|.+|'] OR agent_id = ANY(ARRAY[${agent_id:sqlstring}]::text[]))",
    );
    expect(ch`${selected(trades.agent_id, agentId)}`.sql).toContain(
      "agent_id IN CAST([${agent_id:sqlstring}], 'Array(String)')",
    );
    expect(pg`${choice(escrowId)} ${number(topN)}`.sql).toBe('${escrow_id:sqlstring} ${topn:raw}');
  });
  test('the All value is both a regex that matches anything and a SQL string', () => {
    expect('any agent').toMatch(new RegExp(`^(?:${ALL_VALUE})$`));
    expect(ALL_VALUE).toMatch(/^'[^']*'$/);
  });
  test('a backslash is refused, because the dialects read it differently', () => {
    expect(() => text('a\\b')).toThrow('backslash');
  });
});

// Never run: the compiler must reject each line; an unused "expect error" is itself an error.
export const refusedByTheCompiler = [
  // @ts-expect-error an unknown table
  () => pgTable('nothing'),
  // @ts-expect-error a table of the other database
  () => chTable('agents'),
  // @ts-expect-error an unknown column
  () => pg`SELECT ${agents.nothing}`,
  // @ts-expect-error a column of another table
  () => pg`SELECT ${agents.pnl_usdc}`,
  // @ts-expect-error a plain string could be anything
  () => pg`SELECT ${'agent_id'}`,
  // @ts-expect-error a ClickHouse column in a PostgreSQL query
  () => pg`SELECT ${trades.ticker}`,
  // @ts-expect-error a macro without its column
  () => timeFilter(),
  // @ts-expect-error a macro of the other dialect
  () => ch`${pgFrom}`,
  // @ts-expect-error a single choice is not a list
  () => selected(agents.agent_id, escrowId),
  // @ts-expect-error a choice that is not a number must not be unquoted
  () => number(agentId),
];
