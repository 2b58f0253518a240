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

/** The release that the SDK's panel types describe; newer ones may have other options. */
const DESCRIBED: Release = { major: 11, minor: 6 };
/** Grafana migrates dashboards below this version in the browser, so an unknown key may be an old one. */
const CURRENT_SCHEMA = 36;
/** Below this version, value mappings have an older form, which Grafana rewrites completely. */
const MAPPINGS_SCHEMA = 30;

const known = new WeakMap<Source, readonly SchemaProblem[]>();

/** Every schema problem of a dashboard. Cached, because several rules share it. */
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
  // Other forms are reported separately, and so are unreadable files.
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
  // A panel without options has an older form, and a plugin may keep its own keys at the top level.
  const hasOwnKeys = json['options'] === undefined || !dashboardSchemas[`options ${type}`];
  return [
    ...(type === '' && json['libraryPanel'] === undefined ? [noType(path)] : []),
    ...part('panel', json, path).filter(
      (problem) => !(hasOwnKeys && problem.kind === 'unknown-key' && problem.path.length === path.length + 1),
    ),
    ...pluginProblems(panel, folder),
  ];
}

/** The problems in the parts of a panel that belong to plugins: its options and its queries. */
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
    say: (name) => `lacks ${name}, so Grafana shows "Panel plugin not found" in its place.`,
    hint: 'Add the type of the panel, such as timeseries.',
  };
}

/** The type of a target's data source: from the folder or, if it is not in the folder, from the reference. */
function sourceType({ datasource }: Target, { datasources }: ProvisioningFolder): string {
  const uid = datasource?.uid;
  return datasources.find((source) => isCalled(source, uid ?? ''))?.type ?? datasource?.type ?? '';
}
