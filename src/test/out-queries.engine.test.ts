import { PGlite } from '@electric-sql/pglite';
import { Session } from 'chdb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { clickhouseTables } from '../fleet/catalog/clickhouse.ts';
import { metrics } from '../fleet/catalog/metrics.ts';
import { postgresTables } from '../fleet/catalog/postgres.ts';
import { recordedSeries } from '../fleet/catalog/recorded-series.ts';
import { clickhouseSchema } from '../fleet/stack/clickhouse-schema.ts';
import { postgresSchema } from '../fleet/stack/postgres-schema.ts';
import { findQueries, type FoundQuery } from '../verify/panel-queries/find.ts';
import { type ResultColumn, shapeProblems } from '../verify/panel-queries/result-columns.ts';
import { shapeOf } from '../verify/panel-queries/result-problems.ts';
import { variableQuery } from '../verify/panel-queries/variable-query.ts';
import type { ChosenQuery } from './fleet-truth/every-choice.ts';
import { labelsOfSeries } from './support/catalog-names.ts';
import { askClickhouse } from './support/clickhouse-engine.ts';
import type { Language } from '../grafana/query-expansion/language.ts';
import { expansionProblems, expansionsOf } from './support/fleet-queries.ts';
import { committedFolder, datasourcesOf, rulesOf } from './support/out-folder.ts';
import { askPostgres } from './support/postgres-engine.ts';
import { promqlLabels, promqlProblems } from './support/promql-names.ts';
import { checkRules, hasPromtool } from './support/promtool.ts';

const folder = committedFolder();
const queries = findQueries(folder);
/** Panels with a time axis, whatever the format of the query. */
const OVER_TIME = new Set(['timeseries', 'state-timeline', 'status-history', 'candlestick', 'logs']);

/** Every query of one language with every selection of its variables. */
function expanded(language: Language): ChosenQuery[] {
  return queries.filter((query) => query.language === language).flatMap(expansionsOf);
}

test('the pack queries each of its data sources', () => {
  expect(new Set(queries.map(({ place }) => place))).toEqual(new Set(['panel', 'annotation', 'variable', 'rule']));
  expect([...new Set(queries.map(({ language }) => language))]).toEqual(
    expect.arrayContaining(['promql', 'postgres', 'clickhouse']),
  );
});

test('Grafana and its data sources expand every name in every query', () => {
  expect(queries.flatMap(expansionProblems)).toEqual([]);
});

describe('PromQL', () => {
  const cases = expanded('promql').flatMap(({ name, query, text }) => {
    if (query.place !== 'variable') return [{ name, promql: text }];
    const { series, promql } = variableQuery(text);
    return series === undefined && promql === undefined ? [] : [{ name, promql: series ?? promql ?? '' }];
  });

  test.each(cases)('$name is valid PromQL, with series and labels of the catalog', ({ promql }) => {
    expect(promqlProblems(promql, labelsOfSeries), promql).toEqual([]);
  });

  test('each variable lists a label of its series', () => {
    const listed = queries
      .filter(({ language, place }) => language === 'promql' && place === 'variable')
      .map(({ where, text }) => ({ where, ...variableQuery(text) }));
    const everyLabel = [...Object.keys(metrics), ...Object.keys(recordedSeries)].flatMap(
      (name) => labelsOfSeries(name) ?? [],
    );
    const wrong = listed.filter(
      ({ series, label }) =>
        label !== undefined &&
        !(series === undefined ? everyLabel : (labelsOfSeries(/^[\w:]+/.exec(series)?.[0] ?? '') ?? [])).includes(
          label,
        ),
    );
    expect(wrong).toEqual([]);
  });

  test.skipIf(!hasPromtool())("Prometheus' own parser accepts every query", async () => {
    const rules = cases.map(({ promql }, index) => ({ record: `test:query:${index}`, expr: promql }));
    await expect(checkRules({ groups: [{ name: 'out', rules }] })).resolves.toMatch(
      `SUCCESS: ${cases.length} rules found`,
    );
  });
});

function expectUsable(
  query: FoundQuery,
  sql: string,
  columns: readonly ResultColumn[],
  isOrderedByTime: boolean,
): void {
  const shape = shapeOf(query);
  expect(shapeProblems(shape, columns), sql).toEqual([]);
  if (shape === 'lines')
    expect(isOrderedByTime, `ordered by time, or Grafana cannot turn rows into lines: ${sql}`).toBe(true);
  if (shape === 'rows' && OVER_TIME.has(query.panel?.type ?? ''))
    expect(
      columns.map(({ kind }) => kind),
      `${query.panel?.type} draws over time: ${sql}`,
    ).toContain('time');
}

describe('PostgreSQL', () => {
  const db = new PGlite();
  beforeAll(async () => void (await db.exec(postgresSchema())));
  afterAll(() => db.close());

  test.each(expanded('postgres'))('$name runs, and Grafana can use the result', async ({ query, text }) => {
    const { columns, tables, isOrderedByTime } = await askPostgres(db, text);
    expect(Object.keys(postgresTables), text).toEqual(expect.arrayContaining([...tables]));
    expectUsable(query, text, columns, isOrderedByTime);
  });

  test.each(queries.filter(({ language, place }) => language === 'postgres' && place !== 'variable'))(
    '$where has a suitable format',
    ({ place, target }) => {
      expect(place === 'panel' ? ['table', 'time_series'] : ['table']).toContain(target.format);
    },
  );
});

describe('ClickHouse', () => {
  const session = new Session();
  beforeAll(() => {
    const database = String(
      datasourcesOf(folder).find(({ type }) => type === 'grafana-clickhouse-datasource')?.jsonData?.['defaultDatabase'],
    );
    session.query(clickhouseSchema({ database }));
    session.query(`USE ${database}`);
  });
  afterAll(() => session.close());

  test.each(expanded('clickhouse'))('$name runs, and Grafana can use the result', async ({ query, text }) => {
    const { columns, tables, isOrderedByTime } = await askClickhouse(session, text);
    expect(Object.keys(clickhouseTables), text).toEqual(expect.arrayContaining([...tables]));
    expectUsable(query, text, columns, isOrderedByTime);
  });

  test.each(queries.filter(({ language, place }) => language === 'clickhouse' && place !== 'variable'))(
    '$where has a suitable format, also for the editor',
    ({ place, target }) => {
      const editor = { 0: 'timeseries', 1: 'table', 2: 'logs', 3: 'traces' }[Number(target.format)];
      expect(typeof target.format).toBe('number');
      expect(place === 'panel' ? [0, 1, 2, 3] : [1]).toContain(target.format);
      expect(target.queryType).toBe(editor);
    },
  );
});

describe('alert rules', () => {
  const rules = rulesOf(folder);
  const asked = rules.flatMap((rule) =>
    (rule.data ?? [])
      .filter(({ datasourceUid }) => datasourceUid !== '__expr__')
      .map(({ refId, model }) => ({ name: `${rule.uid}: ${refId}`, rule, model })),
  );

  test.each(asked.filter(({ model }) => model.expr === undefined))(
    '$name uses no variable and no macro of the frontend',
    ({ model }) => {
      expect(model.rawSql).not.toMatch(/\$\{|\[\[|\$(?!__)\w|\$__(conditionalAll|adHocFilters|searchFilter|from|to)\b/);
    },
  );

  test.each(asked.filter(({ model }) => model.expr !== undefined))(
    '$name queries the current value of each series',
    ({ model }) => {
      if (model.datasource?.type === 'prometheus') expect([model.instant, model.range]).toEqual([true, false]);
      else expect(model.queryType).toBe('instant');
    },
  );

  /** Grafana's own label of an instance for a query without a result; it does not come from the query. */
  const OF_NO_ANSWER = 'ref_id';

  test.each(asked.filter(({ model }) => model.datasource?.type === 'prometheus'))(
    '$name keeps the labels used in its messages',
    ({ rule, model }) => {
      const printed = Object.values(rule.annotations ?? {}).flatMap((text) =>
        [...text.matchAll(/\$labels\.(\w+)/g)].map(([, label]) => label).filter((label) => label !== OF_NO_ANSWER),
      );
      expect(promqlLabels(model.expr ?? '', labelsOfSeries)).toEqual(expect.arrayContaining(printed));
    },
  );
});
