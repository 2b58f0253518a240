import type { CatalogColumn } from '../../catalog/catalog.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import { columnsMeant, databaseOf } from '../../folder/expressions/sql-lookup.ts';
import { UNKNOWN } from '../../folder/expressions/variable-values.ts';
import type { Rule } from '../rule.ts';

/** A column with a fixed list of values is compared with one of them. */
export const queryEnumValue: Rule = {
  id: 'query/enum-value',
  severity: 'error',
  description: 'A column with a fixed list of values is compared with one of them, if a catalog is given.',
  why: 'ClickHouse silently finds no row for a name that its Enum does not have, and so does PostgreSQL for a string that a CHECK forbids. The panel stays empty and the alert silent.',
  bad: "SELECT count() FROM agent_trades WHERE status = 'FILLED'",
  good: "SELECT count() FROM agent_trades WHERE status = 'filled'",
  expression(expression, report, { catalog }) {
    const database = databaseOf(expression, catalog);
    const { names } = expression;
    if (!database || !names) return;
    for (const { column, value } of names.comparisons) {
      const meant = columnsMeant(column, names, database);
      const [only, ...others] = meant?.candidates ?? [];
      const values = only && others.length === 0 && !names.given.has(column.name) ? valuesOf(only) : undefined;
      if (!values || values.includes(value) || value.includes(UNKNOWN)) continue;
      const [similar] = nearest(value, values);
      report({
        from: column.from,
        to: column.to,
        message: `${column.name} is never '${value}'`,
        hint: similar ? `Did you mean '${similar}'?` : `Its values are ${values.map((one) => `'${one}'`).join(', ')}.`,
        ...(expression.choice === 'now' ? {} : { severity: 'warning' }),
      });
    }
  },
};

function valuesOf({ type, oneOf }: CatalogColumn): readonly string[] | undefined {
  return (
    oneOf ??
    (/^(Nullable\()?Enum\d*\(/.test(type)
      ? [...type.matchAll(/'((?:[^'\\]|\\.)*)'\s*=/g)].map(([, name = '']) => name)
      : undefined)
  );
}
