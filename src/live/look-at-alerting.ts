import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import type { AlertRule, ContactPoint, Entity, ProvisioningFolder, RuleGroup } from '../folder/folder.ts';
import { isObject, type JsonObject, listOf, objectOf, textOf } from '../folder/json.ts';
import { drifted, foreign, missing, unhealthy } from './findings.ts';
import { type AskGrafana, bodyOf } from './grafana-api.ts';
import type { Looked } from './looked.ts';
import { savedTemplate } from './saved-template.ts';

const PROVISIONING = '/api/v1/provisioning';
const LOG = "Search Grafana's log for its file: one invalid object stops the whole file from loading.";

/** Checks rules, contact points, policies, mute timings and templates, and the state of the rules. */
export async function lookAtAlerting(folder: ProvisioningFolder, orgId: number, ask: AskGrafana): Promise<Looked[]> {
  const own = <T extends { readonly orgId: number }>(objects: readonly T[]) =>
    objects.filter((one) => one.orgId === orgId);
  const list = async (objects: readonly unknown[], path: string): Promise<JsonObject[]> =>
    objects.length === 0 ? [] : listOf(bodyOf(path, await ask(path, orgId))).filter(isObject);
  const groups = own(folder.groups);
  const [points, timings, templates, policies] = [
    own(folder.contactPoints),
    own(folder.muteTimings),
    own(folder.templates).map(savedTemplate),
    own(folder.policies),
  ];
  const rules = await list(groups, `${PROVISIONING}/alert-rules`);
  const states = groups.length === 0 ? [] : await ruleStates(orgId, ask);
  const tree =
    policies.length === 0
      ? {}
      : objectOf(bodyOf(`${PROVISIONING}/policies`, await ask(`${PROVISIONING}/policies`, orgId)));
  const receivers = await list(points, `${PROVISIONING}/contact-points`);
  return [
    ...groups.flatMap((group) => lookAtGroup(group, rules, states)),
    ...points.map((point) => lookAtPoint(point, receivers)),
    ...policies.map((root): Looked => ({
      kind: 'policies',
      entity: root,
      list: 'policies',
      running: tree,
      findings: provenance(root, tree),
    })),
    ...named('mute timing', 'muteTimes', timings, await list(timings, `${PROVISIONING}/mute-timings`)),
    ...named('template', 'templates', templates, await list(templates, `${PROVISIONING}/templates`)),
  ];
}

/** The state of a rule in the scheduler, and its group. */
interface RuleState {
  readonly folder: string;
  readonly group: string;
  readonly intervalSeconds: number | undefined;
  readonly rule: JsonObject;
}

async function ruleStates(orgId: number, ask: AskGrafana): Promise<RuleState[]> {
  const path = '/api/prometheus/grafana/api/v1/rules';
  const body = objectOf(bodyOf(path, await ask(path, orgId)));
  return listOf(objectOf(body['data'])['groups'])
    .filter(isObject)
    .flatMap(({ name, file, interval, rules }) =>
      listOf(rules)
        .filter(isObject)
        .map((rule) => ({
          folder: textOf(file) ?? '',
          group: textOf(name) ?? '',
          intervalSeconds: typeof interval === 'number' ? interval : undefined,
          rule,
        })),
    );
}

/** Checks a group and each of its rules as separate objects. */
function lookAtGroup(group: RuleGroup, rules: readonly JsonObject[], states: readonly RuleState[]): Looked[] {
  const counterparts = group.alerts.map((alert) => ({
    alert,
    running: rules.find(({ uid }) => uid === alert.uid),
    state: stateOf(alert, states),
  }));
  const found = counterparts.filter(({ running }) => running !== undefined);
  const interval = found.find(({ state }) => state?.intervalSeconds !== undefined)?.state?.intervalSeconds;
  return [
    {
      kind: 'rule group',
      entity: withItems(group, 'rules', (index) => counterparts[index]?.running !== undefined),
      list: 'groups',
      ...(found.length > 0
        ? {
            running: {
              name: group.name,
              folder: group.folder,
              interval: interval === undefined ? group.interval : `${interval}s`,
              rules: found.map(({ running = {} }) => fileForm(running)),
            },
          }
        : {}),
      findings: [],
    },
    ...counterparts.map(({ alert, running, state }): Looked => ({
      kind: 'rule',
      entity: alert,
      findings: running
        ? [...provenance(alert, running), ...place(alert, running, state), ...health(alert, state)]
        : [missing(alert, LOG)],
    })),
  ];
}

/** Removes the items of a list that Grafana does not have, because each missing item has its own finding. */
function withItems<T extends Entity>(entity: T, list: string, isThere: (index: number) => boolean): T {
  const kept = (json: JsonObject) => ({ ...json, [list]: listOf(json[list]).filter((_, index) => isThere(index)) });
  return { ...entity, json: kept(entity.json), written: kept(entity.written) };
}

function stateOf(alert: AlertRule, states: readonly RuleState[]): RuleState | undefined {
  return (
    states.find(({ rule }) => rule['uid'] === alert.uid) ??
    states.find(
      ({ folder, group, rule }) =>
        folder === alert.group.folder && group === alert.group.name && rule['name'] === alert.title,
    )
  );
}

/** A rule from the API with the field names of a file. */
function fileForm(rule: JsonObject): JsonObject {
  const { keep_firing_for: keepFiringFor, missingSeriesEvalsToResolve: missingEvaluations, ...others } = rule;
  return { ...others, keepFiringFor, missing_series_evals_to_resolve: missingEvaluations };
}

function place(alert: AlertRule, running: JsonObject, state: RuleState | undefined): Diagnostic[] {
  const group = textOf(running['ruleGroup']) ?? alert.group.name;
  const folder = state?.folder ?? alert.group.folder;
  if (group === alert.group.name && (folder === alert.group.folder || folder === '')) return [];
  const changes = [
    ...(folder === '' || folder === alert.group.folder
      ? []
      : [{ id: 'rule/folder', text: `folder: ${folder} -> ${alert.group.folder}` }]),
    ...(group === alert.group.name ? [] : [{ id: 'rule/group', text: `group: ${group} -> ${alert.group.name}` }]),
  ];
  return [drifted(alert, changes)];
}

function health(alert: AlertRule, state: RuleState | undefined): Diagnostic[] {
  if (alert.json['isPaused'] === true) return [];
  if (!state)
    return [
      unhealthy(
        alert,
        'is not evaluated.',
        'Search the log of Grafana for the scheduler; a rule may be loaded but never evaluated.',
      ),
    ];
  const { health: said, lastError } = state.rule;
  if (said === 'error' || said === 'err')
    return [
      unhealthy(
        alert,
        `fails: ${textOf(lastError) || 'without a reason'}`,
        'Check its query and that its data source works.',
      ),
    ];
  return said === 'unknown'
    ? [unhealthy(alert, 'has not been evaluated yet.', 'Wait for the interval of its group: --wait 120s.')]
    : [];
}

/** The API returns a contact point as one entry per receiver. */
function lookAtPoint(point: ContactPoint, receivers: readonly JsonObject[]): Looked {
  const own = receivers.filter(({ name }) => name === point.name);
  const running = point.receivers.map((receiver) => ({
    receiver,
    found: own.find(({ uid }) => uid === receiver.uid),
  }));
  const isThere = (index: number) => running[index]?.found !== undefined;
  const base = {
    kind: 'contact point',
    entity: own.length === 0 ? point : withItems(point, 'receivers', isThere),
    list: 'contactPoints',
  };
  if (own.length === 0 && point.receivers.length > 0) return { ...base, findings: [missing(point, LOG)] };
  return {
    ...base,
    running: { name: point.name, receivers: running.flatMap(({ found }) => (found ? [found] : [])) },
    findings: running.flatMap(({ receiver, found }) =>
      found ? provenance(receiver, found) : [missing(receiver, LOG)],
    ),
  };
}

function named(
  kind: string,
  list: string,
  objects: readonly (Entity & { readonly name: string })[],
  all: readonly JsonObject[],
): Looked[] {
  return objects.map((entity): Looked => {
    const running = all.find(({ name }) => name === entity.name);
    return running
      ? { kind, entity, list, running, findings: provenance(entity, running) }
      : { kind, entity, list, findings: [missing(entity, LOG)] };
  });
}

/** Grafana marks objects from files by their provenance. */
function provenance(entity: Entity, running: JsonObject): Diagnostic[] {
  return running['provenance'] === 'file' ? [] : [foreign(entity)];
}
