import { isObject, listOf, objectOf, textOf, type JsonObject } from '../../folder/json.ts';
import { columnsMeant, databaseOf } from '../../folder/expressions/sql-lookup.ts';
import { offsets } from '../../folder/expressions/sql-names.ts';
import type { Rule } from '../rule.ts';

type Node = JsonObject;

/** Aggregates of numbers; with the suffix -Merge they read aggregate states. */
const PLAIN = new Set([
  'sum',
  'avg',
  'min',
  'max',
  'sumif',
  'avgif',
  'stddevsamp',
  'stddevpop',
  'varsamp',
  'varpop',
  'quantile',
  'median',
  'uniq',
  'uniqexact',
]);

/** A column of aggregate states is read by a function that merges them. */
export const queryAggregateState: Rule = {
  id: 'query/aggregate-state',
  severity: 'error',
  description: 'A column of type AggregateFunction is read with its -Merge function, if a catalog is given.',
  why: 'It contains aggregate states, not numbers: ClickHouse refuses the plain function with "Code 43: Illegal type AggregateFunction(sum, Nullable(Float64)) of argument".',
  bad: 'SELECT sum(pnl_sum) FROM agent_pnl_hourly',
  good: 'SELECT sumMerge(pnl_sum) FROM agent_pnl_hourly',
  expression(expression, report, { catalog }) {
    const { language, statements, names, mapped } = expression;
    const database = databaseOf(expression, catalog);
    if (language !== 'clickhouse' || !statements || !names || !database) return;
    const at = offsets(mapped.text, 'character');
    for (const { name, argument } of callsIn(statements)) {
      const span = objectOf(objectOf(argument['name'])['span']);
      const [from, to] = [at(Number(span['start'])), at(Number(span['end']))];
      const column = names.columns.find((one) => one.from === from);
      const meant = column && columnsMeant(column, names, database);
      const [only, ...others] = meant?.candidates ?? [];
      if (
        !column ||
        !only ||
        others.length > 0 ||
        names.given.has(column.name) ||
        !only.type.startsWith('AggregateFunction(')
      )
        continue;
      report({
        from,
        to,
        message: `${column.name} holds states of ${only.type.slice('AggregateFunction('.length).split(/[,(]/)[0]}, which ${name} cannot read`,
        hint: `Write ${name}Merge(${column.name}).`,
      });
    }
  },
};

/** The plain aggregates of a column, such as `sum(x)`. */
function callsIn(value: unknown): { readonly name: string; readonly argument: Node }[] {
  if (Array.isArray(value)) return value.flatMap(callsIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([kind, child]) => {
    const node = objectOf(child);
    const name = kind === 'function' ? (textOf(node['name']) ?? '') : (textOf(node['name']) ?? kind);
    const argument = objectOf(objectOf(kind === 'function' ? listOf(node['args'])[0] : node['this'])['column']);
    return [...(PLAIN.has(name.toLowerCase()) && 'name' in argument ? [{ name, argument }] : []), ...callsIn(child)];
  });
}
