import type { Diagnostic } from '../../diagnostics/diagnostics.ts';
import { fallsThrough, reachableReceivers, unreachableRoutes } from '../routing/analyse.ts';
import { routeText, walk } from '../routing/tree.ts';
import type { Touched } from './outcome.ts';
import type { TestedFolder, TestedRule } from './tested-folder.ts';

/** How much the tests cover, and what they do not. */
export interface Share {
  readonly covered: number;
  readonly total: number;
  readonly missing: readonly string[];
}
export interface Coverage {
  /** A rule counts when an instance of it fires in a test. */
  readonly rules: Share;
  /** A route counts when an alert of a test ends up there and the test checks receivers or messages. */
  readonly routes: Share;
}

/** The rules and routes of a folder that the tests cover. */
export function coverageOf({ rules, policies }: TestedFolder, touched: Touched): Coverage {
  const alerting = rules.filter(({ idle }) => idle === undefined);
  // A route with a child that matches every alert never handles one itself.
  const routes = [...policies.values()]
    .flatMap(({ root }) => walk(root))
    .filter(({ route }) => !route.routes.some((child) => child.matchers.length === 0));
  return {
    rules: share(
      alerting,
      (rule) => touched.rules.has(rule),
      ({ uid }) => uid,
    ),
    routes: share(
      routes,
      ({ route }) => touched.routes.has(route),
      ({ route, above }) => routeText(route, above.length === 0),
    ),
  };
}

/** Percent, rounded down so that 99.9 is not shown as all; 100 when there is nothing to cover. */
export function percentOf({ covered, total }: Share): number {
  return total === 0 ? 100 : Math.floor((covered / total) * 100);
}

/**
 * Findings about the policies themselves: unreachable routes, unreachable receivers, and rules that only the root
 * handles.
 */
export function routingFindings(folder: TestedFolder): Diagnostic[] {
  return [...folder.policies].flatMap(([org, { root, entities }]) => {
    const rules = folder.rules.filter(({ orgId, idle }) => orgId === org && idle === undefined);
    const unreachable = unreachableRoutes(root);
    const reached = new Set([
      ...reachableReceivers(root),
      ...rules.flatMap(({ ownRoute }) => (ownRoute ? [ownRoute.receiver] : [])),
    ]);
    const place = (route: typeof root) => {
      const entity = entities.get(route);
      return entity ? { at: entity.source.position(entity.path) } : {};
    };
    return [
      ...unreachable.map(({ route, takenBy }): Diagnostic => ({
        severity: 'warning',
        id: 'route/unreachable',
        ...place(route),
        message: `No alert reaches the route ${routeText(route, false)}: ${takenBy ? `${routeText(takenBy, false)} comes first and takes them all` : 'its matchers contradict each other or those around it'}.`,
        hint: takenBy ? 'Move it up, or set continue on the one before it.' : 'Fix the matchers, or remove the route.',
      })),
      ...folder.contactPoints
        .filter(({ orgId, name }) => orgId === org && !reached.has(name))
        .map(({ name, source, path }): Diagnostic => ({
          severity: 'warning',
          id: 'route/receiver-unreached',
          at: source.position(path),
          message: `No alert reaches the contact point ${name}.`,
          hint: 'Add a route to it, or remove it.',
        })),
      ...rules
        .filter((rule) => !rule.ownRoute && root.routes.length > 0 && isForRootOnly(rule, root))
        .map((rule): Diagnostic => ({
          severity: 'warning',
          id: 'route/falls-through',
          at: rule.entity.source.position([...rule.entity.path, 'labels']),
          message: `No route takes the alerts of ${rule.uid}, so they go to the receiver of the root, ${root.receiver}.`,
          hint: 'Give the rule labels that a route matches, or add a route.',
        })),
    ];
  });
}

function isForRootOnly(rule: TestedRule, root: Parameters<typeof fallsThrough>[0]): boolean {
  const own = { ...rule.labels, alertname: rule.title, grafana_folder: rule.folder };
  const known = Object.fromEntries(Object.entries(own).filter(([, value]) => !value.includes('{{')));
  const asked = walk(root).flatMap(({ route }) => route.matchers.map(({ label }) => label));
  // A label that the rule does not set may come with the series.
  return fallsThrough(root, known, new Set(asked.filter((label) => !Object.hasOwn(known, label))));
}

function share<Item>(
  items: readonly Item[],
  isCovered: (item: Item) => boolean,
  nameOf: (item: Item) => string,
): Share {
  const missing = items.filter((item) => !isCovered(item));
  return { covered: items.length - missing.length, total: items.length, missing: missing.map(nameOf) };
}
