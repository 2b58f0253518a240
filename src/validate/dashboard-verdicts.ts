import { hash } from 'node:crypto';

import type { Catalog } from '../catalog/catalog.ts';
import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import type { Dashboard, ProvisioningFolder } from '../folder/folder.ts';
import { scalar } from '../folder/entities/scalars.ts';
import { type JsonObject, objectOf } from '../folder/json.ts';
import type { Variables } from '../folder/loaded.ts';
import type { Elsewhere } from '../folder/lookups/known-objects.ts';
import { forGood } from '../folder/source/latest-only.ts';
import type { Source } from '../folder/source/source.ts';
import { type Release, releaseText } from '../grafana/release.ts';
import type { Preset } from './rule.ts';

/** Findings of earlier runs, by a digest of everything that they depend on. */
export interface VerdictStore {
  /** Version of the rules: a store is only valid for the program that filled it. */
  readonly version: string;
  get(digest: string): readonly Diagnostic[] | undefined;
  set(digest: string, found: readonly Diagnostic[]): void;
}

/** What a verdict on a dashboard depends on besides the folder. */
export interface VerdictFacts {
  readonly target: Release;
  readonly preset: Preset;
  readonly catalog: Catalog | undefined;
  readonly variables: Variables | undefined;
  readonly elsewhere: Elsewhere;
}

/** The verdicts on the dashboards of one folder. */
export interface DashboardVerdicts {
  /** The known findings of a dashboard; undefined when it must be checked. */
  recall(dashboard: Dashboard): readonly Diagnostic[] | undefined;
  /** Stores findings, in which secrets must already be hidden. */
  remember(dashboard: Dashboard, found: readonly Diagnostic[]): void;
  /** The same for the rule groups of a file. */
  recallRules(file: Source): readonly Diagnostic[] | undefined;
  rememberRules(file: Source, found: readonly Diagnostic[]): void;
  /** The same for everything other than dashboards, and for findings about the folder as a whole. */
  recallOthers(): readonly Diagnostic[] | undefined;
  rememberOthers(found: readonly Diagnostic[]): void;
}

/**
 * Caches the verdicts on dashboards whose text and surroundings have not changed. A verdict on a dashboard must not
 * depend on anything else; `dashboard-verdicts.engine.test.ts` records what the rules read.
 */
export function dashboardVerdicts(
  store: VerdictStore,
  facts: VerdictFacts,
  folder: ProvisioningFolder,
): DashboardVerdicts {
  const surroundings = digest(surroundingsOf(store, facts, folder));
  const known = new Map<Dashboard, string>();
  const digestOf = (dashboard: Dashboard): string => {
    const own = known.get(dashboard) ?? digest(`${surroundings} ${dashboardText(dashboard)}`);
    known.set(dashboard, own);
    return own;
  };
  const aroundRules = forGood(() => digest(`${surroundings} ${JSON.stringify(aroundRulesOf(folder))}`));
  const digestOfRules = (source: Source): string => {
    const named = dashboardsNamedIn(source, folder);
    const linked = folder.dashboards.filter(({ uid }) => uid !== undefined && named.has(uid)).map(digestOf);
    return digest(`rules ${aroundRules()} ${JSON.stringify([source.file, linked])}\n${source.text}`);
  };
  // A rule for the whole folder may read everything, so any change invalidates this verdict.
  const others = forGood(() =>
    digest(`${surroundings} ${JSON.stringify([othersOf(folder), folder.dashboards.map(digestOf)])}`),
  );
  return {
    recall: (dashboard) => store.get(digestOf(dashboard)),
    remember: (dashboard, found) => store.set(digestOf(dashboard), found),
    recallRules: (file) => store.get(digestOfRules(file)),
    rememberRules: (file, found) => store.set(digestOfRules(file), found),
    recallOthers: () => store.get(others()),
    rememberOthers: (found) => store.set(others(), found),
  };
}

/** Uids of the dashboards whose panels the rules of a file link to. */
function dashboardsNamedIn(file: Source, { groups }: ProvisioningFolder): ReadonlySet<string> {
  const alerts = groups.filter(({ source }) => source === file).flatMap((group) => group.alerts);
  return new Set(
    alerts.flatMap(({ json }) =>
      [json['dashboardUid'], objectOf(json['annotations'])['__dashboardUid__']].flatMap((uid) => scalar(uid) ?? []),
    ),
  );
}

/** What the alert rules of a file may refer to besides dashboards and data sources: the other alerting files. */
function aroundRulesOf({ files }: ProvisioningFolder): unknown {
  return files
    .filter(({ kind, written }) => kind === 'alerting' && !isOfRules(written))
    .map(({ source: { file, text } }) => [file, text]);
}

/** Whether an alerting file contains only rule groups. */
function isOfRules(file: JsonObject): boolean {
  return Object.keys(file).every((key) => key === 'apiVersion' || key === 'groups');
}

/** The contents of a folder besides its dashboards. */
function othersOf({ sources, dashboards, ignored, providers }: ProvisioningFolder): unknown {
  const ofDashboards = new Set(dashboards.map(({ source }) => source.file));
  return [
    sources.filter(({ file }) => !ofDashboards.has(file)).map(({ file, text }) => [file, text]),
    ignored,
    providers.map(({ directory }) => directory ?? null),
  ];
}

/** The dashboard as written, and what its provider adds. */
function dashboardText({ source, provider, orgId, folder }: Dashboard): string {
  const { file, text } = source.derivedFrom?.source ?? source;
  return `${JSON.stringify([file, orgId, folder, provider.name, provider.serverPath ?? null])}\n${text}`;
}

/** The rules, the server, the data sources and providers, and the dashboards that a link may lead to. */
function surroundingsOf(
  { version }: VerdictStore,
  { target, preset, catalog, variables, elsewhere }: VerdictFacts,
  { root, files, dashboards }: ProvisioningFolder,
): string {
  return JSON.stringify([
    version,
    releaseText(target),
    preset,
    catalog ?? null,
    variables ? [...variables].sort() : null,
    [...elsewhere.datasources].sort(),
    [...elsewhere.receivers].sort(),
    elsewhere.naming,
    root,
    files.flatMap(({ kind, source: { file, text } }) => (kind === 'alerting' ? [] : [[file, text]])),
    [...new Set(dashboards.map(({ uid }) => uid ?? ''))].sort(),
  ]);
}

function digest(text: string): string {
  return hash('sha256', text, 'base64url').slice(0, 24);
}
