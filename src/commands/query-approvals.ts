import { existsSync } from 'node:fs';

import { bundleHash, isBundleFresh } from '../bundle/freshness.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { type SavedApprovals, savedApprovals } from '../folder/expressions/approvals.ts';
import { cacheFolder } from './cache-folder.ts';
import type { Preset } from '../validate/rule.ts';
import { type Release, releaseText } from '../grafana/release.ts';

/** Queries that this exact program version found valid before; undefined while its rules are being edited. */
export function queryApprovals(
  catalog: Catalog | undefined,
  target: Release,
  preset: Preset = 'recommended',
): SavedApprovals | undefined {
  if (!isBundleFresh()) return undefined;
  const { folder, isOfUser } = cacheFolder();
  const approvals = savedApprovals({ version: bundleHash(), catalog, target: releaseText(target), preset }, folder);
  const isNew = isOfUser && !existsSync(folder);
  return {
    ...approvals,
    save: () => {
      approvals.save();
      if (isNew && existsSync(folder))
        process.stderr.write(
          `Results for valid queries are cached in ${folder}, because there is no node_modules here.\n`,
        );
    },
  };
}
