import { compare } from '../../diagnostics/order.ts';
import { slug } from '../../grafana/slug.ts';
import { type Dashboard, dashboardsOf, type FilesByPath, type Panel, panelsOf } from './grafana-files.ts';

/** A panel and the dashboard that holds it. */
export interface FoundPanel {
  readonly dashboard: Dashboard;
  readonly panel: Panel;
}

/**
 * Returns the panels that `<dashboard>/<panel>` names: the dashboard by uid or title, the panel by id or title; several
 * when a title is used twice.
 */
export function findPanels(files: FilesByPath, name: string, idOfKey: (key: string) => number): FoundPanel[] {
  const [wantedDashboard, wantedPanel] = split(name);
  return namedPanels(files).filter(
    ({ dashboard, panel }) =>
      (dashboard.uid === wantedDashboard || slug(dashboard.title ?? '') === slug(wantedDashboard)) &&
      (String(panel.id) === wantedPanel ||
        panel.id === idOfKey(wantedPanel) ||
        slug(panel.title ?? '') === slug(wantedPanel)),
  );
}

/** Returns the panel names most similar to one that does not exist, best first. */
export function nearestPanels(files: FilesByPath, name: string, most = 3): string[] {
  const wanted = pairs(split(name).map(slug).join('/'));
  const names = new Set(
    namedPanels(files).map(({ dashboard, panel }) => `${dashboard.uid}/${slug(panel.title ?? '')}`),
  );
  const ranked = [...names].map((found) => ({ found, likeness: likeness(wanted, pairs(found)) }));
  return ranked
    .filter(({ likeness: likely }) => likely > 0.3)
    .sort((one, other) => other.likeness - one.likeness || compare(one.found, other.found))
    .slice(0, most)
    .map(({ found }) => found);
}

/** Returns names to choose from when none is similar: the panels of the named dashboard, or else the dashboards. */
export function namesToChoose(files: FilesByPath, name: string): string[] {
  const [wanted] = split(name);
  const panels = namedPanels(files);
  const own = panels.filter(
    ({ dashboard }) => dashboard.uid === wanted || slug(dashboard.title ?? '') === slug(wanted),
  );
  return [
    ...new Set(
      own.length > 0
        ? own.map(({ dashboard, panel }) => `${dashboard.uid}/${slug(panel.title ?? '') || panel.id}`)
        : panels.map(({ dashboard }) => `${dashboard.uid}/`),
    ),
  ];
}

function namedPanels(files: FilesByPath): FoundPanel[] {
  return dashboardsOf(files).flatMap((dashboard) =>
    panelsOf(dashboard)
      .filter(({ type }) => type !== 'row')
      .map((panel) => ({ dashboard, panel })),
  );
}

function split(name: string): [dashboard: string, panel: string] {
  const at = name.indexOf('/');
  return at < 0 ? [name, ''] : [name.slice(0, at), name.slice(at + 1)];
}

function pairs(text: string): Set<string> {
  return new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2)));
}

/** The share of letter pairs that two names have in common, from 0 to 1. */
function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  return (2 * [...one].filter((pair) => other.has(pair)).length) / Math.max(1, one.size + other.size);
}
