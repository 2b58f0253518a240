import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

import { expandQuery } from '../grafana/query-expansion/expand-query.ts';
import type { Language } from '../grafana/query-expansion/language.ts';
import { findQueries } from '../verify/panel-queries/find.ts';
import { variableQuery } from '../verify/panel-queries/variable-query.ts';
import defects from './fixtures/defects.json' with { type: 'json' };
import { predicates } from './support/defect-predicates.ts';
import { expansionsOf, RANGE } from './support/fleet-queries.ts';
import { committedFolder, dashboardsOf, datasourcesOf, panelsOf, rulesOf } from './support/out-folder.ts';

/** A defect in the documents' own examples: its effect, where it would occur, and how to detect it. */
interface Defect {
  readonly id: string;
  readonly says: string;
  readonly in: string;
  readonly pattern?: string;
  /** Flags of the pattern; by default it ignores case and `^` matches the start of a line. */
  readonly flags?: string;
  readonly predicate?: string;
  readonly bad: unknown;
  readonly good: unknown;
}
interface Item {
  readonly where: string;
  readonly item: unknown;
}

const folder = committedFolder();
const dashboards = dashboardsOf(folder);

const places: Readonly<Record<string, () => Item[]>> = {
  promql: () => [...inLanguage('promql'), ...recordingRules()],
  postgres: () => inLanguage('postgres'),
  clickhouse: () => inLanguage('clickhouse'),
  sql: () => [...inLanguage('postgres'), ...inLanguage('clickhouse')],
  panels: () =>
    dashboards.flatMap(({ path, json }) =>
      panelsOf(json).map((panel) => ({ where: `${path}: ${panel.title}`, item: panel })),
    ),
  rules: () => rulesOf(folder).map((rule) => ({ where: rule.uid, item: rule })),
  datasources: () => datasourcesOf(folder).map((source) => ({ where: source.name, item: source })),
  paths: () => [...folder.keys()].map((path) => ({ where: path, item: path })),
  files: () => files(/./),
  'dashboard files': () => files(/^dashboards\//),
  'alerting files': () => files(/^provisioning\/alerting\//),
  'datasource files': () => files(/^provisioning\/datasources\//),
  // The schema of a single server; those of a cluster and the cloud have other names.
  'clickhouse schema': () => files(/^stack\/clickhouse\/(?!cluster-|cloud-).*\.sql$/),
};

const found = new Map<string, readonly Item[]>();

describe.each(defects as readonly Defect[])('$id: $says', (defect) => {
  test('would be detected', () => {
    expect([isSeen(defect, defect.bad), isSeen(defect, defect.good)]).toEqual([true, false]);
  });

  test('does not occur in out/', () => {
    const items = itemsIn(defect.in);
    expect(items.length).toBeGreaterThan(0);
    expect(items.filter(({ item }) => isSeen(defect, item))).toEqual([]);
  });
});

/** The items at a place, collected once for all defects. */
function itemsIn(place: string): readonly Item[] {
  const items = found.get(place) ?? places[place]?.() ?? [];
  found.set(place, items);
  return items;
}

function isSeen({ pattern, flags = 'im', predicate = '' }: Defect, item: unknown): boolean {
  if (pattern !== undefined) return new RegExp(pattern, flags).test(String(item));
  const isPresent = predicates[predicate];
  if (!isPresent) throw new Error(`There is no predicate ${predicate}.`);
  // Safe: a predicate accepts the items of the place in its defect.
  return isPresent(item as never);
}

/** PromQL expanded, because it is parsed; SQL as written, with its macros and variables. */
function inLanguage(language: Language): Item[] {
  const queries = findQueries(folder).filter((query) => query.language === language);
  if (language !== 'promql') return queries.map(({ where, text }) => ({ where, item: text }));
  return queries.flatMap(expansionsOf).flatMap(({ name, query, text }) => {
    const item = query.place === 'variable' ? (variableQuery(text).series ?? variableQuery(text).promql) : text;
    return item === undefined ? [] : [{ where: name, item }];
  });
}

function recordingRules(): Item[] {
  const { groups } = parse(folder.get('stack/prometheus/recording-rules.yaml') ?? '') as {
    groups: { rules: { record: string; expr: string }[] }[];
  };
  return groups.flatMap(({ rules }) =>
    rules.map(({ record, expr }) => ({
      where: record,
      item: expandQuery('promql', expr, { ...RANGE, intervalMs: 15_000, scrapeIntervalMs: 15_000 }),
    })),
  );
}

function files(path: RegExp): Item[] {
  return [...folder].filter(([name]) => path.test(name)).map(([where, item]) => ({ where, item }));
}
