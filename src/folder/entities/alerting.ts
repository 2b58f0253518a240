import type {
  AlertQuery,
  AlertRule,
  ContactPoint,
  MuteTiming,
  ProvisioningFile,
  Receiver,
  Route,
  RuleGroup,
  Template,
} from '../folder.ts';
import { listOf, objectOf, textOf, type JsonObject } from '../json.ts';
import type { Path } from '../source/source.ts';
import { intOr, scalar } from './scalars.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Data source uids of expressions, which Grafana computes itself. */
const EXPRESSION_UIDS = new Set(['__expr__', '-100']);

/** The rule groups of one alerting file. */
export function groupsOf(file: ProvisioningFile): RuleGroup[] {
  return each(file, 'groups', (json, path, written) => {
    const name = scalar(json['name']) ?? '';
    const group: Mutable<RuleGroup> = {
      source: file.source,
      unknown: file.unknown,
      path,
      json,
      written,
      label: `Rule group "${name}"`,
      orgId: intOr(json['orgId'], 1),
      name,
      folder: scalar(json['folder']) ?? '',
      interval: scalar(json['interval']) ?? '',
      alerts: [],
    };
    group.alerts = listOf(json['rules']).map((entry, index) =>
      alertOf(group, objectOf(entry), [...path, 'rules', index], objectOf(listOf(written['rules'])[index])),
    );
    return group;
  });
}

function alertOf(group: RuleGroup, json: JsonObject, path: Path, written: JsonObject): AlertRule {
  const title = scalar(json['title']) ?? '';
  const uid = scalar(json['uid']) ?? '';
  const alert: Mutable<AlertRule> = {
    source: group.source,
    unknown: group.unknown,
    path,
    json,
    written,
    label: `Rule "${title || uid}"`,
    group,
    uid,
    title,
    queries: [],
  };
  alert.queries = listOf(json['data']).map((entry, index) =>
    alertQueryOf(alert, objectOf(entry), [...path, 'data', index], objectOf(listOf(written['data'])[index])),
  );
  return alert;
}

function alertQueryOf(alert: AlertRule, json: JsonObject, path: Path, written: JsonObject): AlertQuery {
  const refId = scalar(json['refId']) ?? '';
  const datasourceUid = scalar(json['datasourceUid']) ?? '';
  return {
    source: alert.source,
    unknown: alert.unknown,
    path,
    json,
    written,
    label: `Query ${refId || String(path.at(-1))} of rule "${alert.title || alert.uid}"`,
    alert,
    refId,
    datasourceUid,
    isExpression: EXPRESSION_UIDS.has(datasourceUid),
    model: objectOf(json['model']),
  };
}

/** The contact points of one alerting file. */
export function contactPointsOf(file: ProvisioningFile): ContactPoint[] {
  return each(file, 'contactPoints', (json, path, written) => {
    const name = scalar(json['name']) ?? '';
    const point: Mutable<ContactPoint> = {
      source: file.source,
      unknown: file.unknown,
      path,
      json,
      written,
      label: `Contact point "${name}"`,
      orgId: intOr(json['orgId'], 1),
      name,
      receivers: [],
    };
    point.receivers = listOf(json['receivers']).map((entry, index): Receiver => {
      const receiver = objectOf(entry);
      const uid = scalar(receiver['uid']) ?? '';
      return {
        source: file.source,
        unknown: file.unknown,
        path: [...path, 'receivers', index],
        json: receiver,
        written: objectOf(listOf(written['receivers'])[index]),
        label: `Receiver "${uid}" of contact point "${name}"`,
        contactPoint: point,
        uid,
        type: scalar(receiver['type']) ?? '',
        settings: objectOf(receiver['settings']),
      };
    });
    return point;
  });
}

/** The roots of the notification policy trees of one alerting file. */
export function policiesOf(file: ProvisioningFile): Route[] {
  return each(file, 'policies', (json, path, written) =>
    routeOf(file, json, path, written, intOr(json['orgId'], 1), undefined),
  );
}

function routeOf(
  file: ProvisioningFile,
  json: JsonObject,
  path: Path,
  written: JsonObject,
  orgId: number,
  parent: Route | undefined,
): Route {
  const receiver = textOf(json['receiver']);
  const route: Mutable<Route> = {
    source: file.source,
    unknown: file.unknown,
    path,
    json,
    written,
    orgId,
    parent,
    receiver,
    label: parent ? `Route to "${receiver ?? ''}" (${matchersText(json)})` : 'The root of the notification policies',
    routes: [],
  };
  route.routes = listOf(json['routes']).map((entry, index) =>
    routeOf(
      file,
      objectOf(entry),
      [...path, 'routes', index],
      objectOf(listOf(written['routes'])[index]),
      orgId,
      route,
    ),
  );
  return route;
}

/** A route and every route below it, outer ones first. */
export function withRoutes(route: Route): Route[] {
  return [route, ...route.routes.flatMap(withRoutes)];
}

/** `severity=critical, team=treasury`: how a person would name a route. */
function matchersText(json: JsonObject): string {
  const parts = [
    ...listOf(json['object_matchers']).map((matcher) => listOf(matcher).map(String).join('')),
    ...listOf(json['matchers']).map(String),
    ...Object.entries(objectOf(json['match'])).map(([name, value]) => `${name}=${String(value)}`),
    ...Object.entries(objectOf(json['match_re'])).map(([name, value]) => `${name}=~${String(value)}`),
  ];
  return parts.length === 0 ? 'no matcher' : parts.join(', ');
}

/** The mute timings of one alerting file. */
export function muteTimingsOf(file: ProvisioningFile): MuteTiming[] {
  return each(file, 'muteTimes', (json, path, written) => {
    const name = scalar(json['name']) ?? '';
    return {
      source: file.source,
      unknown: file.unknown,
      path,
      json,
      written,
      label: `Mute timing "${name}"`,
      orgId: intOr(json['orgId'], 1),
      name,
    };
  });
}

/** The message templates of one alerting file. */
export function templatesOf(file: ProvisioningFile): Template[] {
  return each(file, 'templates', (json, path, written) => {
    const name = scalar(json['name']) ?? '';
    return {
      source: file.source,
      unknown: file.unknown,
      path,
      json,
      written,
      label: `Template "${name}"`,
      orgId: intOr(json['orgId'], 1),
      name,
      template: scalar(json['template']) ?? '',
    };
  });
}

function each<T>(
  file: ProvisioningFile,
  list: string,
  make: (json: JsonObject, path: Path, written: JsonObject) => T,
): T[] {
  return listOf(file.json[list]).map((entry, index) =>
    make(objectOf(entry), [list, index], objectOf(listOf(file.written[list])[index])),
  );
}
