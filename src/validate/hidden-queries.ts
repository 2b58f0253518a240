import type { Panel, ProvisioningFolder, Target } from '../folder/folder.ts';
import { uniqueDashboards } from '../folder/open-folder.ts';
import type { Path, Source } from '../folder/source/source.ts';

/** Whether a place lies in a query that is switched off, so that nothing of it runs. */
export type IsHidden = (source: Source, path: Path) => boolean;

/** Finds the hidden queries of a folder's dashboards. */
export function hiddenQueries(folder: ProvisioningFolder): IsHidden {
  const paths = new Map<Source, Path[]>();
  for (const { panels, source } of uniqueDashboards(folder.dashboards)) {
    const hidden = panels.flatMap((panel) => panel.targets.filter((target) => isSwitchedOff(target, panel)));
    if (hidden.length > 0)
      paths.set(
        source,
        hidden.map(({ path }) => path),
      );
  }
  return (source, path) =>
    paths.get(source)?.some((outer) => outer.every((step, index) => step === path[index])) === true;
}

/** A hidden query still runs for an expression that is shown. */
function isSwitchedOff({ json }: Target, { targets }: Panel): boolean {
  return (
    json['hide'] === true &&
    !targets.some(
      (other) =>
        other.json['hide'] !== true &&
        [other.datasource?.uid, other.datasource?.type].some((name) => name === '__expr__'),
    )
  );
}
