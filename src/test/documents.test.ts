import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

import { beforeAll, describe, expect, test } from 'vitest';

import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import { memoryTree } from '../folder/file-tree.ts';
import { openFolder } from '../folder/open-folder.ts';
import { prepareQueries } from '../folder/expressions/prepare.ts';
import { readCatalog } from '../folder/read-catalog.ts';
import { validateFolder } from '../validate/validate.ts';
import { committedFolder } from './support/out-folder.ts';

const ROOT = fileURLToPath(new URL('fixtures/documents/', import.meta.url));
const RULES = 'provisioning/alerting/purpleflea-rules.yaml';
const LISTED = 'provisioning/alerting/listed-alerts.yaml';
const SOURCES = 'provisioning/datasources/purpleflea.yaml';
const FLEET = 'dashboards/purpleflea/purpleflea-fleet.json';
const QUERIES = 'dashboards/purpleflea/Purple Flea/document-queries.json';

/** The defects in the files and queries of the two documents that are visible without an engine: position and rule. */
const DEFECTS: readonly (readonly [id: string, what: string, file: string, line: string, rule: string])[] = [
  ['P1', 'an error share that divides each series by itself', LISTED, 'status=~"4..|5.."', 'query/self-ratio'],
  ['P2', 'a label that the exporter does not write', LISTED, 'status=~"4..|5.."', 'query/label'],
  ['P3', 'sides whose labels never match', LISTED, 'pf_escrow_seconds_to_expiry', 'query/never-matches'],
  ['P4', 'a quantile of buckets that are not summed', LISTED, 'histogram_quantile', 'query/quantile-series'],
  ['P6', 'a counter whose first event is never alerted on', LISTED, 'pf_referral_fees_usdc_total', 'alert/new-counter'],
  ['P11', 'a variable that may be empty', FLEET, '"multi": true', 'variable/empty'],
  ['P14', 'a fixed window in a panel', FLEET, 'pf_order_latency_ms_bucket', 'query/rate-interval'],
  ['G1', 'a query without a data source and a time range', RULES, '- refId: A', 'schema/required'],
  ['G2', 'a type outside the model', RULES, 'type: classic_conditions', 'schema/unknown-key'],
  ['G4', 'a value that the rule does not have', RULES, 'summary:', 'alert/template-value'],
  ['G5', 'an outage that reads as a breach', RULES, '- uid: pf-drawdown-critical', 'alert/states'],
  ['G8', 'ClickHouse with a url that its plugin does not read', SOURCES, 'jsonData:', 'datasource/connection'],
  ['G9', 'a database outside jsonData', SOURCES, 'database: purpleflea_agents', 'datasource/connection'],
  ['G10', 'sources without a uid', SOURCES, '- name: PurpleFlea-Postgres', 'datasource/uid'],
  ['G11', 'exemplars with an unknown data source', SOURCES, 'datasourceUid: tempo', 'datasource/reference'],
  ['G13', 'a secret that is expanded twice', SOURCES, '${PG_GRAFANA_PASSWORD}', 'expansion/secret'],
  ['G14', 'a data source by its name', FLEET, '"datasource": "PurpleFlea-Prometheus"', 'dashboard/datasource'],
  ['G14', 'panels without an id and a position', FLEET, '"title": "Fleet P&L (USDC)"', 'panel/identity'],
  ['G14', 'a query without a refId', FLEET, '"expr": "sum(pf_trade_pnl_usdc_total', 'panel/identity'],
  ['G15', 'a panel without a unit', FLEET, '"title": "Trade Latency p99 (ms)"', 'panel/unit'],
  [
    'G16',
    'a dashboard among the provisioning files',
    'provisioning/dashboards/purpleflea-fleet.json',
    '',
    'file/ignored',
  ],
  ['G17', 'a dashboard outside a directory', FLEET, '{', 'provider/root'],
  ['Q1', 'a macro with one of two columns', QUERIES, '"P&L panel"', 'query/macro'],
  ['Q2', 'an alias that hides its column', QUERIES, '"P&L panel"', 'query/alias-hides'],
  ['Q4', 'a missing window', QUERIES, '"Drawdown"', 'query/syntax'],
];

const files = new Map(
  readdirSync(ROOT, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [relative(ROOT, path).split(sep).join('/'), readFileSync(path, 'utf8')] as const;
    }),
);
const found: Diagnostic[] = [];

beforeAll(async () => {
  const tree = memoryTree(new Map([...files, ['catalog.json', committedFolder().get('catalog.json') ?? '']]), '');
  const folder = openFolder(tree, 'provisioning');
  const queries = await prepareQueries(folder);
  const elsewhere = { datasources: new Map(['pf-postgres', 'pf-clickhouse', 'pf-prometheus'].map((uid) => [uid, {}])) };
  // Our own tables, and the metrics as written by the document's exporter.
  for (const catalog of [readCatalog(tree, 'catalog.json'), readCatalog(tree, 'exporter-catalog.json')])
    found.push(...validateFolder(folder, { queries, catalog, elsewhere, preset: 'style' }));
});

describe('the unchanged documents', () => {
  test.each(DEFECTS)('%s, %s, is found in %s at the right line', (_id, _what, file, line, rule) => {
    const places = linesOf(file, line, rule);
    const lines = found.filter(({ id, at }) => id === rule && at?.file === file).map(({ at }) => at?.line);
    expect(places.some((place) => lines.includes(place)) ? [] : { expected: places, found: lines }).toEqual([]);
  });

  test('and nothing that works in Grafana is reported as an error', () => {
    const expected = new Set(DEFECTS.map(([, , , , rule]) => rule));
    expect([
      ...new Set(
        found
          .filter(({ severity, id }) => severity === 'error' && !expected.has(id))
          .map(({ id, message }) => `${id}: ${message}`),
      ),
    ]).toEqual([]);
  });
});

/**
 * The lines that contain the text. For an object or a query in JSON these are the lines of the whole panel, whose SQL
 * is on one line below its title.
 */
function linesOf(file: string, text: string, rule: string): (number | undefined)[] {
  if (rule === 'file/ignored') return [undefined];
  const lines = (files.get(file) ?? '').split('\n');
  const hits = lines.flatMap((line, index) => (line.includes(text) ? [index + 1] : []));
  if (file !== QUERIES && rule !== 'panel/identity' && rule !== 'panel/unit') return hits;
  // An object is reported at its first line, a query at its own.
  return hits.flatMap((hit) => [
    hit - 1,
    ...lines.flatMap((line, index) =>
      index + 1 > hit && index + 1 < hit + 30 && line.includes('"rawSql"') ? [index + 1] : [],
    ),
  ]);
}
