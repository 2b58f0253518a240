import type { Dashboard, Panel, ProvisioningFolder, Target } from '../folder/folder.ts';
import { getOrInsert } from '../folder/get-or-insert.ts';
import type { Path, Source } from '../folder/source/source.ts';

/** Whether a place is in a query that is switched off, so that nothing of it runs. */
export type IsHidden = (source: Source, path: Path) => boolean;

/** Finds the hidden queries of a folder's dashboards, of each when it is asked for. */
export function hiddenQueries(folder: ProvisioningFolder): IsHidden {
  const dashboards = new Map(folder.dashboards.map((dashboard) => [dashboard.source as Source, dashboard]));
  const hidden = new Map<Source, readonly Path[]>();
  return (source, path) => {
    // Elsewhere there is no query of a panel, and many a finding is of a dashboard as a whole.
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
