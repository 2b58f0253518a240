import { statSync } from 'node:fs';
import { join, posix } from 'node:path';

import { clickhouseTables } from '../../fleet/catalog/clickhouse.ts';
import { eventTypes } from '../../fleet/catalog/events.ts';
import { streamLabels } from '../../fleet/catalog/loki.ts';
import { metrics } from '../../fleet/catalog/metrics.ts';
import { postgresTables } from '../../fleet/catalog/postgres.ts';
import { recordedSeries } from '../../fleet/catalog/recorded-series.ts';
import { panelId } from '../../compile/panel-id.ts';
import {
  alertingOf,
  type DashboardFile,
  dashboardsOf,
  datasourcesOf,
  type Folder,
  panelsOf,
  REPOSITORY,
  rulesOf,
} from './out-folder.ts';
import type { Kind, ServingObject } from './requirement-table.ts';

/**
 * Whether the product has an object: Grafana objects are looked up in an output folder, data in the catalog, files in
 * the repository.
 */
export function productObjects(folder: Folder): (object: ServingObject) => boolean {
  const dashboards = dashboardsOf(folder);
  const perDashboard = (names: (dashboard: DashboardFile['json']) => readonly (string | undefined)[]): Set<string> =>
    new Set(dashboards.flatMap(({ json }) => names(json).map((name) => `${json.uid}/${name}`)));
  const panels = perDashboard((json) => panelsOf(json).map(({ id }) => String(id)));
  const named: Readonly<Record<Exclude<Kind, 'panel' | 'file'>, ReadonlySet<string | undefined>>> = {
    dashboard: new Set(dashboards.map(({ json }) => json.uid)),
    variable: perDashboard((json) => (json.templating?.list ?? []).map(({ name }) => name)),
    annotation: perDashboard((json) => (json.annotations?.list ?? []).map(({ name }) => name)),
    rule: new Set(rulesOf(folder).map(({ uid }) => uid)),
    receiver: new Set(alertingOf(folder).contactPoints.map(({ name }) => name)),
    datasource: new Set(datasourcesOf(folder).map(({ uid }) => uid)),
    metric: new Set(Object.keys(metrics)),
    recorded: new Set(Object.keys(recordedSeries)),
    table: new Set(tables.map(({ name }) => name)),
    column: new Set(tables.flatMap(({ name, columns }) => columns.map((column) => `${name}/${column}`))),
    event: new Set(Object.keys(eventTypes)),
    stream: new Set(streamLabels.service_name.values),
  };
  return ({ kind, name }) => {
    if (kind === 'file') return isFile(name);
    if (kind === 'panel') return panels.has(withPanelId(name));
    return named[kind].has(name);
  };
}

const tables = Object.entries({ postgres: postgresTables, clickhouse: clickhouseTables }).flatMap(
  ([engine, ofEngine]) =>
    Object.entries(ofEngine).map(([name, { columns }]) => ({
      name: `${engine}/${name}`,
      columns: Object.keys(columns),
    })),
);

/** `pf-agent-pnl/pnl-net` with the id instead of the key, because a dashboard file has only ids. */
function withPanelId(name: string): string {
  const [uid, key = ''] = name.split('/');
  return `${uid}/${panelId(key)}`;
}

/** A file of the repository by its normalised path from the root. */
function isFile(path: string): boolean {
  if (posix.isAbsolute(path) || path.startsWith('..') || posix.normalize(path) !== path) return false;
  return statSync(join(REPOSITORY, path), { throwIfNoEntry: false })?.isFile() ?? false;
}
