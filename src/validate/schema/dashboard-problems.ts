import { getOrInsert } from '../../folder/get-or-insert.ts';
import { dashboardSchemas, validators } from 'virtual:validators';

import { isCalled } from '../../folder/entities/datasources.ts';
import type { Dashboard, Panel, ProvisioningFolder, Target } from '../../folder/folder.ts';
import { listOf, numberOf, objectOf, textOf } from '../../folder/json.ts';
import type { Path, Source } from '../../folder/source/source.ts';
import { isClassic } from '../../grafana/dashboard-forms/form.ts';
import { isAtLeast, type Release } from '../../grafana/release.ts';
import { collapse } from './collapse.ts';
import type { SchemaProblem } from './problem.ts';

/** The release whose panels the SDK describes; a newer one may have options that it does not name. */
const DESCRIBED: Release = { major: 11, minor: 6 };
/** Dashboards below this are rewritten by the browser when they are opened: an odd key may be an old one. */
const CURRENT_SCHEMA = 36;
/** Below this value mappings have their older form, which is rewritten whole. */
const MAPPINGS_SCHEMA = 30;

/** Options that are read by releases after the described one. */
const NEWER: Readonly<Record<string, ReadonlySet<string>>> = {
  'custom table': new Set(['footer', 'wrapHeaderText', 'wrapText', 'tooltip', 'styleField']),
  'custom timeseries': new Set(['showValues']),
  'options timeseries': new Set(['annotations']),
  'options table': new Set(['maxRowHeight', 'disableKeyboardEvents', 'frozenColumns']),
  'options nodeGraph': new Set(['layoutAlgorithm', 'nodeNameOverrides', 'edgeNameOverrides']),
  'options gauge': new Set([
    'barShape',
    'barWidthFactor',
    'effects',
    'endpointMarker',
    'neutral',
    'segmentCount',
    'segmentSpacing',
    'shape',
    'sparkline',
    'textMode',
  ]),
  'options logs': new Set([
    'controlsStorageKey',
    'detailsMode',
    'fontSize',
    'listStyle',
    'noInteractions',
    'showControls',
    'showFieldSelector',
    'showLogAttributes',
    'syntaxHighlighting',
    'timestampResolution',
  ]),
};

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
  // Another form than the classic one has a finding of its own, an unreadable file too.
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
  const fieldConfig = objectOf(json['fieldConfig']);
  // A panel without options is of an older form, and a plugin may keep its own at the top.
  const hasOwnKeys = json['options'] === undefined || !dashboardSchemas[`options ${type}`];
  return [
    ...(type === '' && json['libraryPanel'] === undefined ? [noType(path)] : []),
    ...part('panel', json, path).filter(
      (problem) => !(hasOwnKeys && problem.kind === 'unknown-key' && problem.path.length === path.length + 1),
    ),
    ...part(`options ${type}`, json['options'], [...path, 'options']),
    ...part(`custom ${type}`, objectOf(fieldConfig['defaults'])['custom'], [
      ...path,
      'fieldConfig',
      'defaults',
      'custom',
    ]),
    ...overrideProblems(panel, listOf(fieldConfig['overrides'])),
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
    hint: 'Add the type of the panel, as timeseries.',
  };
}

/** The type that a target's data source has in the folder or, where it is none of the folder's, says it has. */
function sourceType({ datasource }: Target, { datasources }: ProvisioningFolder): string {
  const uid = datasource?.uid;
  return datasources.find((source) => isCalled(source, uid ?? ''))?.type ?? datasource?.type ?? '';
}

function part(name: string, value: unknown, path: Path): SchemaProblem[] {
  const validate = validators[name];
  const schema = dashboardSchemas[name];
  if (value === undefined || !validate || !schema || validate(value)) return [];
  const problems = collapse(validate.errors ?? [], {
    schema,
    value,
    outcome: 'Grafana ignores it or the panel fails',
    unknownKey: 'Grafana is not known to read here',
    // Exports are full of null and empty texts for what is not set.
    isUnknown: (one) => one === null || (typeof one === 'string' && (one === '' || one.startsWith('$'))),
    // Elasticsearch's aggregations are written with numbers by some editors of Grafana and with texts by others.
    tolerates: (one, { type }) =>
      isDigits(one) || (name === 'query elasticsearch' && typeof one === 'number' && [type].flat().includes('string')),
  });
  return problems.map((problem) => ({
    ...problem,
    path: [...path, ...problem.path],
    isOfNewer:
      problem.kind === 'unknown-key' && problem.path.length === 1 && NEWER[name]?.has(String(problem.path[0])) === true,
  }));
}

/** A quoted number mostly works in a browser. */
function isDigits(value: unknown): boolean {
  return typeof value === 'string' && /^-?[0-9.]+$/.test(value);
}

/** `custom.lineWidth` in an override is a member of the same options as in the defaults. */
function overrideProblems({ path, type }: Panel, overrides: readonly unknown[]): SchemaProblem[] {
  const members = Object.keys(dashboardSchemas[`custom ${type}`]?.properties ?? {});
  if (members.length === 0) return [];
  return overrides.flatMap((override, index) =>
    listOf(objectOf(override)['properties']).flatMap((entry, number): SchemaProblem[] => {
      const [, member] = /^custom\.([^.]+)/.exec(textOf(objectOf(entry)['id']) ?? '') ?? [];
      if (member === undefined || members.includes(member)) return [];
      const sameLetters = members.some((one) => one.toLowerCase() === member.toLowerCase());
      return [
        {
          kind: 'unknown-key',
          path: [...path, 'fieldConfig', 'overrides', index, 'properties', number, 'id'],
          part: 'value',
          severity: 'error',
          sameLetters,
          isOfNewer: NEWER[`custom ${type}`]?.has(member) === true,
          say: () => `overrides custom.${member}, which its type is not known to have.`,
          hint: `Known are: ${members.join(', ')}.`,
        },
      ];
    }),
  );
}
