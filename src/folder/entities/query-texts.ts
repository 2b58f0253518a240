import { type Language, languageOf } from '../../grafana/query-expansion/language.ts';
import type { AlertRule, Dashboard, Datasource, DatasourceRef, Query } from '../folder.ts';
import { isObject, textOf, type JsonObject } from '../json.ts';
import type { Path } from '../source/source.ts';

/** Finds the language of a reference to a data source. */
export type LanguageOf = (ref: DatasourceRef | undefined) => Language | undefined;

/**
 * By the type of the folder's source with its uid or name, else of the reference, else by a uid that is itself the name
 * of a type, as `prometheus`.
 */
export function languageFinder(datasources: readonly Datasource[]): LanguageOf {
  const types = new Map(
    datasources.flatMap(
      ({ uid, name, madeUid, type }) =>
        [
          [name, type],
          [uid || madeUid, type],
        ] as const,
    ),
  );
  return (ref) => languageOf(types.get(ref?.uid ?? '') ?? ref?.type ?? ref?.uid ?? '');
}

/** Every query text of a dashboard: panels, variables, annotations. */
export function dashboardQueries(dashboard: Dashboard, findLanguage: LanguageOf): Query[] {
  const { source, variables } = dashboard;
  const language = (ref: DatasourceRef | undefined) =>
    findLanguage(ref && { uid: ref.uid, type: ref.type ?? offeredType(ref.uid, variables) });
  return [
    ...dashboard.panels
      .flatMap((panel) => panel.targets)
      .flatMap((target) =>
        texts(target.json, target.path, language(target.datasource)).map((found): Query => ({
          source,
          ...found,
          label: target.label,
          owner: { kind: 'panel', target },
        })),
      ),
    ...dashboard.variables.flatMap((variable) => {
      if (variable.type !== 'query') return [];
      const ofVariable = language(variable.datasource);
      const { query } = variable.json;
      const found =
        typeof query === 'string'
          ? one(ofVariable, query, [...variable.path, 'query'])
          : isObject(query)
            ? variableTexts(query, [...variable.path, 'query'], ofVariable)
            : [];
      return found.map((text): Query => ({
        source,
        ...text,
        label: variable.label,
        owner: { kind: 'variable', variable },
      }));
    }),
    ...dashboard.annotations.flatMap((annotation) => {
      const ofAnnotation = language(annotation.datasource);
      const { target } = annotation.json;
      const found = [
        ...texts(annotation.json, annotation.path, ofAnnotation),
        ...(isObject(target) ? texts(target, [...annotation.path, 'target'], ofAnnotation) : []),
      ];
      return found.map((text): Query => ({
        source,
        ...text,
        label: annotation.label,
        owner: { kind: 'annotation', annotation },
      }));
    }),
  ];
}

/** Every query text of an alert rule. */
export function alertQueries(alert: AlertRule, findLanguage: LanguageOf): Query[] {
  return alert.queries
    .filter(({ isExpression }) => !isExpression)
    .flatMap((query) => {
      const inModel = query.model['datasource'];
      const language = findLanguage({
        uid: query.datasourceUid,
        type: isObject(inModel) ? textOf(inModel['type']) : undefined,
      });
      return texts(query.model, [...query.path, 'model'], language).map((found): Query => ({
        source: query.source,
        ...found,
        label: query.label,
        owner: { kind: 'alert', query },
      }));
    });
}

/** The type of the sources that the variable of a reference offers. */
function offeredType(uid: string | undefined, variables: Dashboard['variables']): string | undefined {
  const [, name] = /^\$\{?(\w+)/.exec(uid ?? '') ?? [];
  return name === undefined
    ? undefined
    : textOf(variables.find((variable) => variable.name === name && variable.type === 'datasource')?.json['query']);
}

type Found = Pick<Query, 'language' | 'text' | 'path'>;

function texts(json: JsonObject, path: Path, language: Language | undefined): Found[] {
  const member = language === 'promql' || language === 'logql' ? 'expr' : 'rawSql';
  return one(language, json[member], [...path, member]);
}

/** A variable's query in the form of its editor: `{query}` of Prometheus, `{rawSql}` of the SQL sources. */
function variableTexts(query: JsonObject, path: Path, language: Language | undefined): Found[] {
  return ['query', 'rawSql'].flatMap((member) => one(language, query[member], [...path, member]));
}

function one(language: Language | undefined, text: unknown, path: Path): Found[] {
  return language && typeof text === 'string' && text.trim() !== '' ? [{ language, text, path }] : [];
}
