import type { Catalog } from '../catalog/catalog.ts';
import type { SavedApprovals } from '../folder/expressions/approvals.ts';
import { prepareQueries } from '../folder/expressions/prepare.ts';
import type { FileTree } from '../folder/file-tree.ts';
import type { ProvisioningFolder } from '../folder/folder.ts';
import type { KnownDashboards } from '../folder/known-dashboards.ts';
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

/** Everything that the verdict on a provisioning folder depends on. */
export interface CheckRequest {
  readonly tree: FileTree;
  readonly root: string;
  /** Local folders by the path that the server uses. */
  readonly maps?: ReadonlyMap<string, string>;
  /** The environment variables of the server, if given. */
  readonly variables?: Variables | undefined;
  readonly elsewhere: Elsewhere;
  readonly target: Release;
  readonly preset: Preset;
  /** Rules of the configuration, in addition to the built-in ones. */
  readonly rules?: readonly Rule[];
  /** Used instead of the catalog beside the folder. */
  readonly catalogFile?: string | undefined;
  /** Suppressions of the configuration; those in comments are read from the folder. */
  readonly suppressions: readonly Suppression[];
  /** `2026-11-24` */
  readonly today: string;
  /** Queries that earlier runs approved. */
  readonly approvals: (catalog: Catalog | undefined) => SavedApprovals | undefined;
  /** Verdicts of earlier runs. */
  readonly verdicts?: SavedVerdicts | undefined;
  /** Dashboards that earlier runs have read. */
  readonly known?: KnownDashboards | undefined;
  /** Called with how many dashboards are done. */
  readonly progress?: (done: number, total: number) => void;
}

/** Verdicts that are kept for the next run. */
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

/** Characters of dashboards whose objects are kept in memory, where they take 20 MiB. */
const MOST_HELD = 4 * 1024 * 1024;

/** Opens and checks a folder, whether it is on disk or about to be written. */
export async function checkFolder(request: CheckRequest): Promise<CheckedFolder> {
  const { tree, root, maps = new Map(), variables, elsewhere, target, preset } = request;
  const given = {
    maps,
    sources: elsewhere.datasources,
    mostHeld: MOST_HELD,
    known: request.known,
    ...(variables ? { variables } : {}),
  };
  const folder = openFolder(tree, root, given);
  const catalog =
    request.catalogFile === undefined
      ? catalogBeside(tree, root)
      : readCatalog(tree, request.catalogFile, recordingRulesBeside(root));
  const own = request.rules ?? [];
  // Findings of the configuration's rules are not cached, because a change of such a rule would go unnoticed. Approved
  // SQL is not parsed either, and such a rule may need its tree.
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
