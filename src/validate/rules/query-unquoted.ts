import type { Language } from '../../grafana/query-expansion/language.ts';
import { everyMentionIn } from '../../grafana/query-expansion/query-variables.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import type { Query, Variable } from '../../folder/folder.ts';
import { variablesOf } from '../../folder/expressions/expressions.ts';
import { isInString } from '../../folder/expressions/samples.ts';
import { chosenVariable, UNKNOWN } from '../../folder/expressions/variable-values.ts';
import type { Rule } from '../rule.ts';

/** `host = ` or `host IN (`, capturing the column. */
const COMPARED = /([\w".]+)\s*(?:=|<>|!=|\bnot\s+in\s*\(|\bin\s*\()\s*$/i;
const TEXT_TYPE =
  /^(?:text|varchar|character|uuid|name|(?:LowCardinality\()?(?:Nullable\()?(?:String|FixedString|UUID))/;
/** A value that the database would read as a column name. */
const NAME = /^(?!(?:true|false|null|now)$)[a-z_][\w-]*$/i;

/** A variable with a single string value is in quotes in SQL. */
export const queryUnquoted: Rule = {
  id: 'query/unquoted',
  severity: 'warning',
  description: 'In SQL, a variable with a single string value is in quotes.',
  why: 'Grafana quotes the values of a variable that may have several, but inserts a single value as it is: host IN (web_01) refers to a column with that name.',
  bad: 'WHERE host IN ($host)',
  good: 'WHERE host IN (${host:sqlstring})',
  query(query, report, { catalog }) {
    const { language, text, label } = query;
    if (language !== 'postgres' && language !== 'clickhouse') return;
    for (const { name, offset, length } of everyMentionIn(text)) {
      const variable = variablesOf(query)?.find((one) => one.name === name);
      const column = COMPARED.exec(text.slice(0, offset))?.[1]?.replaceAll('"', '').split('.').at(-1);
      if (
        !variable ||
        column === undefined ||
        isQuoted(query, variable, offset, length) ||
        !isText(language, column, variable, catalog)
      )
        continue;
      report({
        within: { offset, length },
        message: `${label} compares ${column} with $${name} without quotes, so the database looks for a column with the value as its name.`,
        hint: language === 'postgres' ? `Write \${${name}:sqlstring}.` : `Write \${${name}:singlequote}.`,
      });
    }
  },
};

/**
 * Whether the value is quoted: by quotes around it, by a format, or by Grafana because the variable may have several
 * values.
 */
function isQuoted({ language, text }: Query, { json }: Variable, offset: number, length: number): boolean {
  return (
    json['multi'] === true ||
    json['includeAll'] === true ||
    text.slice(offset, offset + length).includes(':') ||
    isInString(language, text, offset)
  );
}

/**
 * Whether the value is a string, judging by the type of the column or, without a catalog, by the value with which the
 * dashboard opens.
 */
function isText(language: Language, column: string, variable: Variable, catalog: Catalog | undefined): boolean {
  const value = chosenVariable(variable, 'now')?.value;
  if (typeof value !== 'string' || /^['"]/.test(value)) return false;
  const tables = Object.values((language === 'postgres' ? catalog?.postgres : catalog?.clickhouse)?.tables ?? {});
  const types = tables.flatMap(({ columns }) => (Object.hasOwn(columns, column) ? [columns[column]?.type ?? ''] : []));
  if (types.length > 0) return types.every((type) => TEXT_TYPE.test(type));
  return value !== UNKNOWN && NAME.test(value);
}
