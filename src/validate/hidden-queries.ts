import type { Dashboard, Panel, ProvisioningFolder, Target } from '../folder/folder.ts';
import { getOrInsert } from '../folder/get-or-insert.ts';
import type { Path, Source } from '../folder/source/source.ts';

/** Whether a place is in a hidden query that does not run. */
export type IsHidden = (source: Source, path: Path) => boolean;

/** Finds the hidden queries of a folder's dashboards, each dashboard's on first use. */
export function hiddenQueries(folder: ProvisioningFolder): IsHidden {
  const dashboards = new Map(folder.dashboards.map((dashboard) => [dashboard.source as Source, dashboard]));
  const hidden = new Map<Source, readonly Path[]>();
  return (source, path) => {
    // Panel queries are only below `panels`, and many findings are about a dashboard as a whole.
    const dashboard = path[0] === 'panels' ? dashboards.get(source) : undefined;
    if (!dashboard) return false;
    return getOrInsert(hidden, source, () => hiddenIn(dashboard)).some((outer) =>
      outer.every((step, index) => step === path[index]),
    );
  };
}

function hiddenIn({ panels }: Dashboard): Path[] {
  return panels.flatMap((panel) =>
    panel.targets.filter((target) => isSwitchedOff(target, panel)).map(({ path }) => path),
  );
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
