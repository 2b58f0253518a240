import { nearest } from '../../diagnostics/nearest.ts';
import { catalogued, databaseOf } from '../../folder/expressions/sql-lookup.ts';
import type { Rule } from '../rule.ts';

/** Every table that a query reads is in the catalog. */
export const queryTable: Rule = {
  id: 'query/table',
  severity: 'error',
  description: 'Every table that a query reads is in the catalog, if one is given.',
  why: 'With a table that does not exist, the database returns an error at every refresh: PostgreSQL says "relation does not exist", ClickHouse code 60.',
  bad: 'SELECT count() FROM agent_trade',
  good: 'SELECT count() FROM agent_trades',
  expression(expression, report, { catalog }) {
    const database = databaseOf(expression, catalog);
    if (!database || !expression.names) return;
    for (const { name, from, to } of catalogued(expression.names)) {
      // A name from a macro or a variable cannot be fixed in the text.
      if (Object.hasOwn(database.tables, name) || !isWritten(expression.mapped.text.slice(from, to), name)) continue;
      const [similar] = nearest(name, Object.keys(database.tables));
      report({
        from,
        to,
        message: `the catalog has no table ${name}`,
        hint: similar ? `Did you mean ${similar}?` : `Tables are ${Object.keys(database.tables).join(', ')}.`,
      });
    }
  },
};

function isWritten(text: string, name: string): boolean {
  return text.toLowerCase() === name.toLowerCase();
}
