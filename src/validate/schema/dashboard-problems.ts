import { getOrInsert } from '../../folder/get-or-insert.ts';
import { dashboardSchemas } from 'virtual:validators';

import { isCalled } from '../../folder/entities/datasources.ts';
import type { Dashboard, Panel, ProvisioningFolder, Target } from '../../folder/folder.ts';
import { numberOf, objectOf } from '../../folder/json.ts';
import type { Path, Source } from '../../folder/source/source.ts';
import { isClassic } from '../../grafana/dashboard-forms/form.ts';
import { isAtLeast, type Release } from '../../grafana/release.ts';
import { overrideProblems } from './override-problems.ts';
import { part } from './part-problems.ts';
import type { SchemaProblem } from './problem.ts';
import { v2Problems } from './v2-problems.ts';

/** The release whose panels the SDK describes; a newer one may have options that it does not name. */
const DESCRIBED: Release = { major: 11, minor: 6 };
/** Dashboards below this are rewritten by the browser when they are opened: an odd key may be an old one. */
const CURRENT_SCHEMA = 36;
/** Below this value mappings have their older form, which is rewritten whole. */
const MAPPINGS_SCHEMA = 30;

const known = new WeakMap<Source, readonly SchemaProblem[]>();

/** Everything that the schemas of its parts say of a dashboard; the rules share one run. */
export function dashboardProblems(
  dashboard: Dashboard,
  folder: ProvisioningFolder,
  target: Release,
): readonly SchemaProblem[] {
  const found = getOrInsert(known, dashboard.source, () => validated(dashboard, folder));
  const isNewer = isAtLeast(target, DESCRIBED.major, DESCRIBED.minor + 1);
  if (!isNewer) return found;
  return found
    .filter(({ isOfNewer }) => !isOfNewer)
    .map((problem) =>
      problem.kind === 'unknown-key' && !problem.sameLetters ? { ...problem, severity: 'warning' } : problem,
    );
}

function validated(dashboard: Dashboard, folder: ProvisioningFolder): SchemaProblem[] {
  const { json, source } = dashboard;
  if (source.form === 'v2-resource')
    return [...v2Problems(dashboard), ...dashboard.panels.flatMap((panel) => pluginProblems(panel, folder))];
  // Any other form has a finding of its own, an unreadable file too.
  if (!isClassic(source.form)) return [];
  const found = [...part('dashboard', json, []), ...dashboard.panels.flatMap((panel) => panelProblems(panel, folder))];
  const version = numberOf(json['schemaVersion']) ?? 0;
  const isOld = version < CURRENT_SCHEMA;
  const migrated = (problem: SchemaProblem) => version < MAPPINGS_SCHEMA && problem.path.includes('mappings');
  return isOld
    ? found
        .filter((problem) => problem.kind !== 'unknown-key' && !migrated(problem))
        .map((problem) => ({ ...problem, severity: 'warning' }))
    : found;
}

function panelProblems(panel: Panel, folder: ProvisioningFolder): SchemaProblem[] {
  const { json, path, type } = panel;
  if (type === 'row') return part('row', json, path);
  // A panel without options is of an older form, and a plugin may keep its own at the top.
  const hasOwnKeys = json['options'] === undefined || !dashboardSchemas[`options ${type}`];
  return [
    ...(type === '' && json['libraryPanel'] === undefined ? [noType(path)] : []),
    ...part('panel', json, path).filter(
      (problem) => !(hasOwnKeys && problem.kind === 'unknown-key' && problem.path.length === path.length + 1),
    ),
    ...pluginProblems(panel, folder),
  ];
}

/** What the plugins of a panel and of its data sources say of their own parts. */
function pluginProblems(panel: Panel, folder: ProvisioningFolder): SchemaProblem[] {
  const { json, path, type } = panel;
  const fieldConfig = objectOf(json['fieldConfig']);
  return [
    ...part(`options ${type}`, json['options'], [...path, 'options']),
    ...part(`custom ${type}`, objectOf(fieldConfig['defaults'])['custom'], [
      ...path,
      'fieldConfig',
      'defaults',
      'custom',
    ]),
    ...overrideProblems(panel),
    ...panel.targets.flatMap((target) => part(`query ${sourceType(target, folder)}`, target.json, target.path)),
  ];
}

function noType(path: Path): SchemaProblem {
  return {
    kind: 'required',
    path: [...path, 'type'],
    part: 'value',
    severity: 'error',
    say: (name) => `lacks ${name}, so Grafana says "Panel plugin not found" in its place.`,
    hint: 'Add the type of the panel, such as timeseries.',
  };
}

/** The type that a target's data source has in the folder or, where it is none of the folder's, says it has. */
function sourceType({ datasource }: Target, { datasources }: ProvisioningFolder): string {
  const uid = datasource?.uid;
  return datasources.find((source) => isCalled(source, uid ?? ''))?.type ?? datasource?.type ?? '';
}
