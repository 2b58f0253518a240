import type { SyntaxNode } from '@lezer/common';

import type { Language } from '../../interpolation/query/language.ts';
import type { AlertQuery, ProvisioningFolder, Query } from '../folder.ts';
import type { Expression, SyntaxProblem } from './expression.ts';
import { expressionsOf } from './expressions.ts';
import type { SqlNames } from './sql-names.ts';

/** An expression after its parser. */
export interface ParsedExpression extends Expression {
  readonly syntax: readonly SyntaxProblem[];
  /** Of PromQL and LogQL. */
  readonly tree?: SyntaxNode;
  /** Of SQL. */
  readonly names?: SqlNames;
  /** ClickHouse's statements as polyglot's tree. */
  readonly statements?: readonly Readonly<Record<string, unknown>>[];
}

/** The queries of a folder, and the parsers that they need. */
export interface Queries {
  expressions(query: Query): readonly Expression[];
  parse(expression: Expression): ParsedExpression;
  /** The expression of a query of an alert rule; nothing for one without a text. */
  ofAlert(query: AlertQuery): ParsedExpression | undefined;
}

type Parse = (text: string) => Omit<ParsedExpression, keyof Expression>;

/** Expands every query of a folder and loads the parsers of the languages that are in it. */
export async function prepareQueries(folder: ProvisioningFolder): Promise<Queries> {
  const expressions = new Map(folder.queries.map((query) => [query, expressionsOf(query)]));
  const languages = new Set([...expressions.values()].flat().map(({ language }) => language));
  const parsers = new Map<Language, Parse>(await Promise.all([...languages].map(async (language) => [language, await loaders[language]()] as const)));
  const ofAlerts = new Map(folder.queries.flatMap((query) => (query.owner.kind === 'alert' ? [[query.owner.query, query] as const] : [])));
  const parse = (expression: Expression): ParsedExpression => ({ ...expression, ...(parsers.get(expression.language)?.(expression.mapped.text) ?? { syntax: [] }) });
  return {
    expressions: (query) => expressions.get(query) ?? [],
    parse,
    ofAlert: (alertQuery) => {
      const query = ofAlerts.get(alertQuery);
      const [expression] = query ? (expressions.get(query) ?? []) : [];
      return expression && parse(expression);
    },
  };
}

/** A parser is heavy, so a folder without its language does not load it. */
const loaders: Readonly<Record<Language, () => Promise<Parse>>> = {
  promql: async () => (await import('./promql-parser.ts')).parsePromql,
  logql: async () => (await import('./logql-parser.ts')).parseLogql,
  postgres: async () => (await import('./postgres-parser.ts')).loadPostgresParser(),
  clickhouse: async () => (await import('./clickhouse-parser.ts')).parseClickhouse,
};
