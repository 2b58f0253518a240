import { nearest } from '../../diagnostics/nearest.ts';
import { columnsMeant, databaseOf } from '../../folder/expressions/sql-lookup.ts';
import type { Rule } from '../rule.ts';

/** Every column that a query uses is in one of its tables. */
export const queryColumn: Rule = {
  id: 'query/column',
  severity: 'error',
  description:
    'Every column that a query uses is in one of its tables, if a catalog is given, or is a name that the query defines.',
  why: 'With a column that does not exist, the database returns an error at every refresh. A variable without quotes is also read as a column: host IN ($host) with one value chosen.',
  bad: 'SELECT avg(slipage_bps) FROM agent_trades',
  good: 'SELECT avg(slippage_bps) FROM agent_trades',
  expression(expression, report, { catalog }) {
    const database = databaseOf(expression, catalog);
    const { names, mapped } = expression;
    if (!database || !names) return;
    for (const column of names.columns) {
      const meant = columnsMeant(column, names, database);
      if (!meant || meant.candidates.length > 0) continue;
      if (column.qualifier === undefined && names.given.has(column.name)) continue;
      const { offset, length } = mapped.origin(column.from, column.to);
      const [similar] = nearest(column.name, [...meant.known, ...names.given]);
      const tables = [...new Set(names.tables.map(({ name }) => name))].join(', ');
      report({
        from: offset,
        to: offset + length,
        isWritten: true,
        message: `there is no column ${column.name} in ${column.qualifier === undefined ? tables : (names.qualifiers.get(column.qualifier) ?? tables)}`,
        hint: similar
          ? `Did you mean ${similar}?`
          : 'Use a column of the table; a value from a variable needs quotes: ${name:sqlstring} in PostgreSQL, ${name:singlequote} in ClickHouse.',
        ...(expression.choice === 'now' && !expression.isGuess ? {} : { severity: 'warning' }),
      });
    }
  },
};
