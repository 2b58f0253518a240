import type { Catalog } from '../catalog/catalog.ts';
import type { SavedApprovals } from '../folder/expressions/approvals.ts';
import { prepareQueries } from '../folder/expressions/prepare.ts';
import type { FileTree } from '../folder/file-tree.ts';
import type { ProvisioningFolder } from '../folder/folder.ts';
import type { Variables } from '../folder/loaded.ts';
import type { Elsewhere } from '../folder/lookups/known-objects.ts';
import { openFolder, uniqueDashboards } from '../folder/open-folder.ts';
import type { Source } from '../folder/source/source.ts';
import { catalogBeside, readCatalog, recordingRulesBeside } from '../folder/read-catalog.ts';
import type { Release } from '../grafana/release.ts';
import { commentSuppressions } from './comment-suppressions.ts';
import { dashboardVerdicts, type VerdictStore } from './dashboard-verdicts.ts';
import type { Preset, Rule } from './rule.ts';
import { rules as allRules } from './rules/index.ts';
import { type Suppressed, type Suppression, suppress } from './suppressions.ts';
import { validateFolder } from './validate.ts';

/** Everything that the verdict on a provisioning folder depends on, read once. */
export interface CheckRequest {
  readonly tree: FileTree;
  readonly root: string;
  /** Folders here by the path the server sees. */
  readonly maps?: ReadonlyMap<string, string>;
  /** The environment of the server, where it was given. */
  readonly variables?: Variables | undefined;
  readonly elsewhere: Elsewhere;
  readonly target: Release;
  readonly preset: Preset;
  /** Rules of the configuration, beside ours. */
  readonly rules?: readonly Rule[];
  /** Instead of the catalog beside the folder. */
  readonly catalogFile?: string | undefined;
  /** Of the configuration; those in comments are read from the folder. */
  readonly suppressions: readonly Suppression[];
  /** `2026-11-24` */
  readonly today: string;
  /** Queries that were found right before. */
  readonly approvals: (catalog: Catalog | undefined) => SavedApprovals | undefined;
  /** Dashboards that were judged before. */
  readonly verdicts?: SavedVerdicts | undefined;
  /** Told how many dashboards of how many are done. */
  readonly progress?: (done: number, total: number) => void;
}

/** Verdicts that the next run may know. */
export interface SavedVerdicts extends VerdictStore {
  /** Writes what this run has added; where it cannot be written, the next run does the work again. */
  save(): void;
}

/** A folder and the verdict on it. */
export interface CheckedFolder extends Suppressed {
  readonly folder: ProvisioningFolder;
  /** The suppressions in the folder's own files. */
  readonly comments: readonly Suppression[];
}

/** Characters of dashboards; the objects of as many take 20 MiB. */
const MOST_HELD = 4 * 1024 * 1024;

/** Opens a folder and judges it: the one way for a folder on disk and for one that is about to be written. */
export async function checkFolder(request: CheckRequest): Promise<CheckedFolder> {
  const { tree, root, maps = new Map(), variables, elsewhere, target, preset } = request;
  const given = { maps, sources: elsewhere.datasources, mostHeld: MOST_HELD, ...(variables ? { variables } : {}) };
  const folder = openFolder(tree, root, given);
  const catalog =
    request.catalogFile === undefined
      ? catalogBeside(tree, root)
      : readCatalog(tree, request.catalogFile, recordingRulesBeside(root));
  const own = request.rules ?? [];
  // What a rule of the configuration says is not remembered: nobody knows when the rule changes. Of a query that was
  // approved there is no tree of SQL either, which such a rule may ask for.
  const approvals = own.length > 0 ? undefined : request.approvals(catalog);
  const store = own.length > 0 ? undefined : request.verdicts;
  const verdicts = store && dashboardVerdicts(store, { target, preset, catalog, variables, elsewhere }, folder);
  const judged = new Set<Source>(
    verdicts && [
      ...uniqueDashboards(folder.dashboards).flatMap((one) => (verdicts.recall(one) ? one.source : [])),
      ...(verdicts.recallOthers() ? folder.groups.map(({ source }) => source) : []),
    ],
  );
  const found = validateFolder(folder, {
    target,
    preset,
    elsewhere,
    rules: [...allRules, ...own],
    queries: await prepareQueries(folder, approvals, (source) => judged.has(source)),
    ...(variables ? { variables } : {}),
    ...(catalog ? { catalog } : {}),
    ...(verdicts ? { verdicts } : {}),
    ...(request.progress ? { progress: request.progress } : {}),
  });
  store?.save();
  approvals?.save();
  const comments = folder.sources.flatMap(commentSuppressions);
  return { folder, comments, ...suppress(found, [...comments, ...request.suppressions], request.today) };
}
