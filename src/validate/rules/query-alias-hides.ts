import { isObject, listOf, objectOf, textOf, type JsonObject } from '../../folder/json.ts';
import { offsets } from '../../folder/expressions/sql-names.ts';
import type { Rule } from '../rule.ts';

type Node = JsonObject;

/** ClickHouse's aggregate functions, with their suffixes. */
const AGGREGATES =
  /^(sum|avg|min|max|count|any|anyLast|uniq\w*|quantile\w*|median\w*|stddev\w*|var\w*|corr|argMin|argMax|group\w*Array\w*|topK)(If|Merge|OrNull|OrDefault|State|Distinct|Array|Map)*$/;

/** The alias of an aggregate hides no column that the WHERE of the same SELECT uses. */
export const queryAliasHides: Rule = {
  id: 'query/alias-hides',
  severity: 'error',
  description: 'In ClickHouse, no alias of an aggregate hides a column that the WHERE of the same SELECT uses.',
  why: 'ClickHouse reads a name as an alias before it looks for a column, so the WHERE uses the aggregate: "Code 184: Aggregate function sum(pnl_usd) AS pnl_usd is found in WHERE".',
  bad: 'SELECT sum(pnl_usd) AS pnl_usd FROM agent_trades WHERE pnl_usd IS NOT NULL',
  good: 'SELECT sum(pnl_usd) AS pnl FROM agent_trades WHERE pnl_usd IS NOT NULL',
  expression({ statements, mapped }, report) {
    // This setting makes ClickHouse prefer the column.
    if (!statements || /prefer_column_name_to_alias\s*=\s*1/.test(mapped.text)) return;
    const at = offsets(mapped.text, 'character');
    for (const select of selectsIn(statements)) {
      const aggregates = new Set(
        listOf(select['expressions']).flatMap((item) => aliasOfAggregate(objectOf(objectOf(item)['alias']))),
      );
      for (const column of [...columnsIn(select['where_clause']), ...columnsIn(select['prewhere'])]) {
        const name = textOf(objectOf(column['name'])['name']);
        if (name === undefined || column['table'] || !aggregates.has(name)) continue;
        const { start, end } = objectOf(objectOf(column['name'])['span']);
        report({
          from: at(Number(start)),
          to: at(Number(end)),
          message: `${name} in WHERE is read as the aggregate with this alias, which ClickHouse refuses`,
          hint: `Give the aggregate an alias other than ${name}.`,
        });
      }
    }
  },
};

function aliasOfAggregate(item: Node): string[] {
  const name = textOf(objectOf(item['alias'])['name']);
  return name !== undefined && isAggregate(item['this']) ? [name] : [];
}

/** Whether a value contains an aggregate outside subqueries and windows. */
function isAggregate(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(isAggregate);
  if (!isObject(value)) return false;
  return Object.entries(value).some(([kind, child]) => {
    if (kind === 'subquery' || kind === 'select' || kind === 'window_function' || kind === 'window') return false;
    if (!isObject(child)) return Array.isArray(child) && isAggregate(child);
    const called = textOf(child['name']) ?? textOf(objectOf(objectOf(child['this'])['identifier'])['name']) ?? kind;
    return (
      ((kind === 'function' || kind === 'combined_parameterized_agg' || 'distinct' in child) &&
        AGGREGATES.test(called)) ||
      isAggregate(child)
    );
  });
}

function selectsIn(value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap(selectsIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([kind, child]) => [
    ...(kind === 'select' && isObject(child) ? [child] : []),
    ...selectsIn(child),
  ]);
}

function columnsIn(value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap(columnsIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([kind, child]) =>
    kind === 'select' ? [] : [...(kind === 'column' && isObject(child) ? [child] : []), ...columnsIn(child)],
  );
}
