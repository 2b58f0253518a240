import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { measure } from './measure.ts';

const DASHBOARDS = 1000;
const PANELS = 25;
const PER_SECOND = 200;
const MEBIBYTES = 600;

/**
 * Prints the speed of validating a folder of many dashboards, with cached queries and with an empty cache; marks
 * results over the limit.
 */
export function reportValidation(bin: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'pf-bench-'));
  try {
    mkdirSync(join(folder, 'node_modules'));
    writeFolder(folder);
    const cold = measure([bin, 'validate', '.'], folder);
    const warm = measure([bin, 'validate', '.'], folder);
    const perSecond = (milliseconds: number): number => DASHBOARDS / (milliseconds / 1000);
    const over = perSecond(warm.milliseconds) < PER_SECOND || warm.mebibytes > MEBIBYTES ? '  OVER THE LIMIT' : '';
    process.stdout.write(
      `${DASHBOARDS} dashboards of ${PANELS} panels, validated: ${perSecond(warm.milliseconds).toFixed(0)} a second (at least ${PER_SECOND}), peak ${warm.mebibytes.toFixed(0)} MiB (limit ${MEBIBYTES} MiB); with an empty cache ${perSecond(cold.milliseconds).toFixed(0)} a second, ${cold.mebibytes.toFixed(0)} MiB${over}\n`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function writeFolder(folder: string): void {
  const provisioning = join(folder, 'provisioning');
  for (const kind of ['datasources', 'dashboards']) mkdirSync(join(provisioning, kind), { recursive: true });
  mkdirSync(join(folder, 'dashboards'));
  writeFileSync(
    join(provisioning, 'datasources', 'a.yaml'),
    JSON.stringify({
      apiVersion: 1,
      datasources: Object.entries(SOURCES).map(([uid, type]) => ({
        name: uid,
        uid,
        type,
        access: 'proxy',
        url: 'http://source',
      })),
    }),
  );
  writeFileSync(
    join(provisioning, 'dashboards', 'a.yaml'),
    JSON.stringify({
      apiVersion: 1,
      providers: [{ name: 'p', folder: 'F', type: 'file', options: { path: '/var/lib/grafana/dashboards' } }],
    }),
  );
  for (let index = 0; index < DASHBOARDS; index += 1)
    writeFileSync(join(folder, 'dashboards', `d${index}.json`), JSON.stringify(dashboard(index), undefined, 2));
}

const SOURCES = { prom: 'prometheus', loki: 'loki', pg: 'grafana-postgresql-datasource' } as const;

/** Every query has a unique text. */
function dashboard(index: number): object {
  return {
    uid: `d${index}`,
    title: `Dashboard ${index}`,
    schemaVersion: 41,
    editable: false,
    tags: [],
    time: { from: 'now-6h', to: 'now' },
    refresh: '1m',
    templating: {
      list: [
        {
          name: 'agent',
          type: 'query',
          datasource: { type: 'prometheus', uid: 'prom' },
          query: 'label_values(up, agent)',
          refresh: 2,
          multi: true,
          includeAll: true,
          allValue: '.*',
          current: { text: 'All', value: '$__all' },
        },
      ],
    },
    annotations: { list: [] },
    panels: Array.from({ length: PANELS }, (_, number) => panel(index, number)),
  };
}

function panel(index: number, number: number): object {
  const uid = number % 10 === 8 ? 'pg' : number % 10 === 9 ? 'loki' : 'prom';
  const datasource = { type: SOURCES[uid], uid };
  const texts = {
    prom: {
      expr: `sum by (agent) (rate(calls_total{agent=~"$agent", dashboard="${index}"}[$__rate_interval])) / on (agent) sum by (agent) (rate(all_total{panel="${number}"}[$__rate_interval]))`,
      range: true,
    },
    loki: { expr: `sum by (level) (count_over_time({app="a${index}"} |= "${number}" [$__auto]))` },
    pg: {
      rawSql: `SELECT $__timeGroupAlias(ts, '1m'), sum(amount) AS "${index}" FROM ledger WHERE $__timeFilter(ts) AND kind <> '${number}' GROUP BY 1 ORDER BY 1`,
      format: 'time_series',
      rawQuery: true,
    },
  };
  return {
    id: number + 1,
    type: 'timeseries',
    title: `Panel ${number}`,
    description: 'One of many.',
    datasource,
    gridPos: { x: (number % 3) * 8, y: Math.floor(number / 3) * 8, w: 8, h: 8 },
    fieldConfig: {
      defaults: {
        unit: 'short',
        color: { mode: 'palette-classic' },
        thresholds: { mode: 'absolute', steps: [{ color: 'green', value: null }] },
        mappings: [],
      },
      overrides: [],
    },
    options: {
      legend: { displayMode: 'list', placement: 'bottom', showLegend: true, calcs: [] },
      tooltip: { mode: 'single', sort: 'none' },
    },
    targets: [{ refId: 'A', datasource, ...texts[uid] }],
  };
}
