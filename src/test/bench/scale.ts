import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { measure } from './measure.ts';

/** A kind of object that a configuration can have in large numbers. */
interface Crowd {
  readonly name: string;
  readonly count: number;
  /** The promised items per second, if any. */
  readonly atLeastPerSecond?: number;
  /** A configuration with this number of them. */
  readonly config: (count: number) => string;
}

const MEBIBYTES = 600;
/** The maximum ratio of the time per item for all items to that for a tenth; more is not noise. */
const GROWTH = 1.3;
const SDK = resolve('node_modules/@grafana/grafana-foundation-sdk/dist');

/** The objects that the benchmark builds in large numbers; a test builds a few. */
export const crowds: readonly Crowd[] = [
  { name: 'tenants', count: 1000, config: tenants },
  { name: 'distinct dashboards', count: 8000, atLeastPerSecond: 500, config: dashboards },
];

/**
 * Prints, for each kind of object, the speed of a first build, its memory, and whether the time per item grows; marks
 * results over the limit.
 */
export function reportScale(bins: readonly string[]): void {
  for (const crowd of crowds) {
    const [now, before] = bins.map((bin) => scaleOf(bin, crowd));
    if (!now) continue;
    const { atLeastPerSecond = 0 } = crowd;
    const over =
      now.perSecond < atLeastPerSecond || now.mebibytes > MEBIBYTES || now.growth > GROWTH ? '  OVER THE LIMIT' : '';
    const promised = atLeastPerSecond === 0 ? '' : ` (at least ${atLeastPerSecond})`;
    const was = before
      ? `; before ${before.perSecond.toFixed(0)} a second, ${before.mebibytes.toFixed(0)} MiB, ${before.growth.toFixed(2)}x`
      : '';
    process.stdout.write(
      `${crowd.count} ${crowd.name}: ${now.perSecond.toFixed(0)} a second${promised}, peak ${now.mebibytes.toFixed(0)} MiB (limit ${MEBIBYTES} MiB), time per item ${now.growth.toFixed(2)}x that of a tenth (limit ${GROWTH}x)${was}${over}\n`,
    );
  }
}

function scaleOf(bin: string, { count, config }: Crowd) {
  const [one, tenth, whole] = [1, count / 10, count].map((items) => firstBuild(bin, config(items)));
  if (!one || !tenth || !whole) return undefined;
  return {
    perSecond: count / (whole.milliseconds / 1000),
    mebibytes: whole.mebibytes,
    // Subtracts the cost of a build with one item, which would make the tenth look slow and hide growth.
    growth: (whole.milliseconds - one.milliseconds) / count / ((tenth.milliseconds - one.milliseconds) / (count / 10)),
  };
}

function firstBuild(bin: string, config: string): ReturnType<typeof measure> {
  const folder = mkdtempSync(join(tmpdir(), 'pf-bench-'));
  try {
    mkdirSync(join(folder, 'node_modules'));
    writeFileSync(join(folder, 'pf-grafana.config.mjs'), config);
    return measure([bin, 'build'], folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Each has its own receiver, so that it has every kind of file except mute timings. A version without packs always
 * includes the fleet.
 */
function tenants(count: number): string {
  return `
import * as library from 'pf-grafana';
export default {
  ...('definePack' in library ? { name: 'scale', packs: [{ use: 'pf-grafana/fleet' }] } : {}),
  datasources: { prometheus: { flavour: 'Mimir' } },
  tenants: Object.fromEntries(Array.from({ length: ${count} }, (_, index) => [
    't' + index,
    { orgId: index + 2, name: 'Tenant ' + index, receivers: { chat: { type: 'slack', url: library.env('CHAT_' + index) } } },
  ])),
};
`;
}

/** Eight panels each, with unique titles and queries, and without findings. */
function dashboards(count: number): string {
  return `
import { DashboardBuilder } from '${SDK}/dashboard/index.js';
import { DataqueryBuilder } from '${SDK}/prometheus/index.js';
import { PanelBuilder } from '${SDK}/timeseries/index.js';
import { defineProject, prometheus } from 'pf-grafana';
const datasource = { type: 'prometheus', uid: 'metrics' };
const query = (dashboard, index) => 'sum by (agent_id) (rate(pf_trades_total{agent_id="' + dashboard + '-' + index + '"}[$__rate_interval]))';
const panel = (dashboard, index) => new PanelBuilder().title('Panel ' + index + ' of ' + dashboard).description('One of many.').unit('s').datasource(datasource)
  .withTarget(new DataqueryBuilder().refId('A').datasource(datasource).expr(query(dashboard, index)).legendFormat('{{agent_id}}'));
const project = defineProject({
  name: 'scale',
  datasources: { metrics: prometheus({ uid: 'metrics', url: 'http://prometheus:9090' }) },
});
export default project.build({
  dashboards: Array.from({ length: ${count} }, (_, dashboard) => project.dashboard(() => ({
    uid: 'd' + dashboard,
    dashboard: new DashboardBuilder('Dashboard ' + dashboard),
    rows: [{ key: 'all', title: 'All', panels: Array.from({ length: 8 }, (_, index) => ({ key: 'p' + index, width: 6, height: 6, panel: panel(dashboard, index) })) }],
  }))),
});
`;
}
