import { bundleHash, isBundleFresh } from '../bundle/bundle.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { type SavedApprovals, savedApprovals } from '../folder/expressions/approvals.ts';
import type { Preset } from '../validate/rule.ts';
import { type Release, releaseText } from '../grafana/release.ts';

/** Queries that this very program found right before; none where its rules are being edited under it. */
export function queryApprovals(
  catalog: Catalog | undefined,
  target: Release,
  preset: Preset = 'recommended',
): SavedApprovals | undefined {
  return isBundleFresh()
    ? savedApprovals({ version: bundleHash(), catalog, target: releaseText(target), preset })
    : undefined;
}
