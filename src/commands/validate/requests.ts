import { basename, dirname } from 'node:path';

import { resolveEnvironments } from '../../config/environments.ts';
import type { ResolvedConfig } from '../../config/resolved.ts';
import type { LoadedConfig } from '../../config/load.ts';
import { diskTree, placesOf } from '../../folder/disk-tree.ts';
import type { Elsewhere } from '../../folder/lookups/known-objects.ts';
import { findFoldersOrNone } from '../../folder/open-folder.ts';
import { NEWEST, type Release } from '../../grafana/release.ts';
import type { CheckRequest } from '../../validate/check-folder.ts';
import { knownElsewhere, knownRelease } from '../known-server.ts';
import { pathMap } from '../path-map.ts';
import { queryApprovals } from '../query-approvals.ts';
import { sourceFlag } from '../source-flag.ts';
import { targetRelease } from '../target-release.ts';
import { savedVerdicts } from '../verdict-store.ts';
import { environment, type ValidateFlags } from './flags.ts';

/**
 * The validation requests for each provisioning folder at `dir`, from flags and configuration; each folder is read
 * once.
 */
export async function checkRequests(
  dir: string,
  flags: ValidateFlags,
  loaded: LoadedConfig,
  shared: Pick<CheckRequest, 'suppressions' | 'today' | 'rules'>,
): Promise<CheckRequest[]> {
  const maps = new Map(flags.map.map(pathMap));
  const catalogs = flags.catalog === undefined ? [] : [flags.catalog];
  const tree = diskTree(placesOf(dir, [...maps.values(), ...catalogs]), { isLinkFollowed: !flags.untrusted });
  const variables = flags.serverEnv === undefined ? undefined : environment(flags.serverEnv);
  const named = await targetRelease(flags.target);
  const environments = resolveEnvironments(loaded, undefined);
  const verdicts = flags.untrusted ? undefined : savedVerdicts();
  return findFoldersOrNone(tree, dir).map((root) => {
    const server = serverOf(root, environments);
    const target = named ?? server.target;
    return {
      ...shared,
      tree,
      root,
      maps,
      variables,
      elsewhere: {
        datasources: new Map([...server.datasources, ...flags.datasource.map(sourceFlag)]),
        receivers: new Set([...flags.receiver, ...server.receivers]),
        naming: 'options',
      },
      target,
      preset: flags.preset,
      catalogFile: flags.catalog,
      approvals: (catalog) => (flags.untrusted ? undefined : queryApprovals(catalog, target, flags.preset)),
      verdicts,
    };
  });
}

/** The Grafana that loads a folder: that of the environment it is named after, or otherwise any of them. */
function serverOf(
  root: string,
  environments: readonly ResolvedConfig[],
): Omit<Elsewhere, 'naming'> & { readonly target: Release } {
  const own = environments.filter(({ environment: name }) => name === basename(dirname(root)));
  const configs = (own.length > 0 ? own : environments).map(({ config }) => config);
  const known = configs.map(knownElsewhere);
  const [only, ...others] = configs;
  return {
    datasources: new Map(known.flatMap(({ datasources }) => [...datasources])),
    receivers: new Set(known.flatMap(({ receivers }) => [...receivers])),
    target: only && others.length === 0 ? knownRelease(only) : NEWEST,
  };
}
