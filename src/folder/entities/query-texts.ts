import { type Language, languageOf } from '../../grafana/query-expansion/language.ts';
import type { AlertQuery, AlertRule, Dashboard, DatasourceRef, Query } from '../folder.ts';
import { isObject, textOf, type JsonObject } from '../json.ts';
import type { FindSource } from '../lookups/source-type.ts';
import type { Path } from '../source/source.ts';

/** Every query text of a dashboard: panels, variables, annotations. */
export function dashboardQueries(dashboard: Dashboard, findSource: FindSource): Query[] {
  const { source, variables, orgId } = dashboard;
  const language = (ref: DatasourceRef | undefined) => languageOf(findSource(ref, orgId, variables).type ?? '');
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
export function alertQueries(alert: AlertRule, findSource: FindSource): Query[] {
  return alert.queries
    .filter(({ isExpression }) => !isExpression)
    .flatMap((query) => {
      const language = languageOf(findSource(alertSource(query), alert.group.orgId).type ?? '');
      return texts(query.model, [...query.path, 'model'], language).map((found): Query => ({
        source: query.source,
        ...found,
        label: query.label,
        owner: { kind: 'alert', query },
      }));
    });
}

/** The data source of an alert query: its `datasourceUid` decides, and the model only gives the type. */
export function alertSource({ datasourceUid, model }: AlertQuery): DatasourceRef {
  const inModel = model['datasource'];
  return { uid: datasourceUid, type: isObject(inModel) ? textOf(inModel['type']) : undefined };
}

type Found = Pick<Query, 'language' | 'text' | 'path'>;

function texts(json: JsonObject, path: Path, language: Language | undefined): Found[] {
  const member = language === 'promql' || language === 'logql' ? 'expr' : 'rawSql';
  return one(language, json[member], [...path, member]);
}

/** A variable's query as its editor saves it: `{query}` for Prometheus, `{rawSql}` for the SQL sources. */
function variableTexts(query: JsonObject, path: Path, language: Language | undefined): Found[] {
  return ['query', 'rawSql'].flatMap((member) => one(language, query[member], [...path, member]));
}

function one(language: Language | undefined, text: unknown, path: Path): Found[] {
  return language && typeof text === 'string' && text.trim() !== '' ? [{ language, text, path }] : [];
}
