import { parse, stringify } from 'yaml';

import type { Folder } from './out-folder.ts';

/** How Grafana reacts to a change of a folder. */
export type Reaction =
  /** Grafana refuses to start, or a reload fails. */
  | 'refuses'
  /** Grafana skips the file or the object, or ignores the key, with a log message at most. */
  | 'drops'
  /** Grafana loads it; later an evaluation, a panel or a link fails or shows the wrong thing. */
  | 'fails later'
  /** It has no effect, so the validator must not report it. */
  | 'nothing';

// The files are written for the test; what is in them is known.
// oxlint-disable-next-line typescript/no-explicit-any
type Any = any;

/** The parsed files of a folder, to be changed in place. */
export interface Parsed {
  readonly datasources: Any;
  readonly providers: Any;
  readonly rules: Any;
  readonly contactPoints: Any;
  readonly policies: Any;
  readonly muteTimings: Any;
  readonly templates: Any;
  readonly dashboards: readonly Any[];
}

/** Picks an item of a list. */
export type Pick = <T>(list: readonly T[]) => T;

/** One kind of change, Grafana's reaction, and the source of that knowledge. */
export interface Mutation {
  readonly name: string;
  readonly reaction: Reaction;
  /** Grafana's behaviour according to its source code. */
  readonly because: string;
  readonly apply: (folder: Parsed, pick: Pick) => void;
}

const FILES: Readonly<Record<Exclude<keyof Parsed, 'dashboards'>, string>> = {
  datasources: 'provisioning/datasources/purpleflea.yaml',
  providers: 'provisioning/dashboards/dashboards.yaml',
  rules: 'provisioning/alerting/purpleflea-rules.yaml',
  contactPoints: 'provisioning/alerting/purpleflea-contact-points.yaml',
  policies: 'provisioning/alerting/purpleflea-policies.yaml',
  muteTimings: 'provisioning/alerting/purpleflea-mute-timings.yaml',
  templates: 'provisioning/alerting/purpleflea-templates.yaml',
};
const IS_DASHBOARD = /^dashboards\/.*\.json$/;

/** A folder after one change; all other files stay byte for byte the same. */
export function mutated(folder: Folder, { apply }: Mutation, pick: Pick): Folder {
  const before = parsedTexts(folder);
  const values = new Map([...before].map(([path, text]) => [path, JSON.parse(text) as Any]));
  const dashboards = [...values].filter(([path]) => IS_DASHBOARD.test(path)).map(([, dashboard]) => dashboard);
  const known = dashboards.length;
  const documents = Object.fromEntries(Object.entries(FILES).map(([name, path]) => [name, values.get(path)])) as Omit<
    Parsed,
    'dashboards'
  >;
  apply({ ...documents, dashboards }, pick);
  for (const [index, dashboard] of dashboards.slice(known).entries())
    values.set(`dashboards/purpleflea/Purple Flea/copy-${index}.json`, dashboard);
  const changed = [...values]
    .map(([path, value]) => [path, value as unknown, JSON.stringify(value)] as const)
    .filter(([path, , json]) => before.get(path) !== json)
    .map(([path, value, json]) => [path, IS_DASHBOARD.test(path) ? json : stringify(value)] as const);
  return new Map([...folder, ...changed]);
}

const parsedBefore = new WeakMap<Folder, ReadonlyMap<string, string>>();

/** The values of a folder's files as JSON, which parses many times faster than YAML; each folder is parsed once. */
function parsedTexts(folder: Folder): ReadonlyMap<string, string> {
  const known = parsedBefore.get(folder);
  if (known) return known;
  const dashboards = [...folder.keys()].filter((path) => IS_DASHBOARD.test(path));
  const texts = new Map(
    [
      ...dashboards.map((path) => [path, JSON.parse(folder.get(path) ?? '') as unknown] as const),
      ...Object.values(FILES).map((path) => [path, parse(folder.get(path) ?? '') as unknown] as const),
    ].map(([path, value]) => [path, JSON.stringify(value)] as const),
  );
  parsedBefore.set(folder, texts);
  return texts;
}

/** A rule of the folder. */
export const rule = (folder: Parsed, pick: Pick): Any => pick(pick(folder.rules.groups as Any[]).rules as Any[]);
/** A data source of the folder. */
export const source = (folder: Parsed, pick: Pick): Any => pick(folder.datasources.datasources as Any[]);
const receiver = (folder: Parsed, pick: Pick): Any =>
  pick(pick(folder.contactPoints.contactPoints as Any[]).receivers as Any[]);
const route = (folder: Parsed, pick: Pick): Any => pick(folder.policies.policies[0].routes as Any[]);
/** A panel with queries. */
export const dataPanel = (folder: Parsed, pick: Pick, has: (panel: Any) => boolean = () => true): Any =>
  pick(
    folder.dashboards
      .flatMap((dashboard) =>
        (dashboard.panels as Any[]).flatMap((panel) => [panel, ...((panel.panels as Any[] | undefined) ?? [])]),
      )
      .filter((panel) => ((panel.targets as Any[] | undefined) ?? []).length > 0 && has(panel)),
  );
const target = (folder: Parsed, pick: Pick, member: 'expr' | 'rawSql'): Any =>
  pick(
    (
      dataPanel(folder, pick, (panel) => (panel.targets as Any[]).some((one) => one[member] !== undefined))
        .targets as Any[]
    ).filter((one) => one[member] !== undefined),
  );
/** A query of a rule to a data source. */
export const queryOf = (one: Any, uid?: string): Any =>
  (one.data as Any[]).find((query) =>
    uid === undefined ? query.datasourceUid !== '__expr__' : query.datasourceUid === uid,
  );
/** An expression of a rule, by its type. */
export const expression = (one: Any, type: string): Any =>
  (one.data as Any[]).find((query) => query.model.type === type);
const without = (key: string) => (object: Any) => void delete object[key];

/** Every kind of change. The reactions were found in Grafana's loader. */
export const mutations: readonly Mutation[] = [
  // A missing key.
  ...['uid', 'title', 'condition', 'data'].map((key): Mutation => ({
    name: `a rule without ${key}`,
    reaction: 'refuses',
    because: 'rules without it are fatal for the whole alerting pass',
    apply: (folder, pick) => without(key)(rule(folder, pick)),
  })),
  ...['name', 'folder', 'interval'].map((key): Mutation => ({
    name: `a group without ${key}`,
    reaction: 'refuses',
    because: 'a blank name, folder or interval is fatal',
    apply: (folder, pick) => without(key)(pick(folder.rules.groups as Any[])),
  })),
  {
    name: 'a query of a rule without relativeTimeRange',
    reaction: 'refuses',
    because: 'invalid relative time range',
    apply: (folder, pick) => without('relativeTimeRange')(queryOf(rule(folder, pick))),
  },
  {
    name: 'a contact point without a name',
    reaction: 'refuses',
    because: 'a missing name is fatal',
    apply: (folder, pick) => without('name')(pick(folder.contactPoints.contactPoints as Any[])),
  },
  ...['uid', 'type', 'settings'].map((key): Mutation => ({
    name: `a receiver without ${key}`,
    reaction: 'refuses',
    because: 'a missing uid, type or settings is fatal',
    apply: (folder, pick) => without(key)(receiver(folder, pick)),
  })),
  {
    name: 'a receiver without the setting it needs',
    reaction: 'refuses',
    because: 'settings are validated when the file is parsed',
    apply: (folder, pick) => {
      const one = receiver(folder, pick);
      for (const key of ['url', 'token', 'integrationKey', 'addresses']) delete one.settings[key];
    },
  },
  {
    name: 'a route without a receiver',
    reaction: 'refuses',
    because: 'a nested route inherits no receiver',
    apply: (folder, pick) => without('receiver')(route(folder, pick)),
  },
  {
    name: 'a root without a receiver',
    reaction: 'refuses',
    because: 'the root needs a receiver',
    apply: (folder) => without('receiver')(folder.policies.policies[0]),
  },
  {
    name: 'a mute timing without a name',
    reaction: 'refuses',
    because: 'a missing name is fatal',
    apply: (folder) => without('name')(folder.muteTimings.muteTimes[0]),
  },
  {
    name: 'a template without its text',
    reaction: 'refuses',
    because: 'an empty template is fatal',
    apply: (folder) => without('template')(folder.templates.templates[0]),
  },
  {
    name: 'a provider without a path',
    reaction: 'refuses',
    because: 'a missing options.path is fatal',
    apply: (folder) => without('path')(folder.providers.providers[0].options),
  },
  {
    name: 'a dashboard without a title',
    reaction: 'drops',
    because: 'title cannot be empty: the file is skipped',
    apply: (folder, pick) => without('title')(pick(folder.dashboards)),
  },
  {
    name: 'a dashboard without a uid',
    reaction: 'fails later',
    because: 'every server creates a new uid',
    apply: (folder, pick) => without('uid')(pick(folder.dashboards)),
  },
  {
    name: 'a data source without a type',
    reaction: 'fails later',
    because: 'plugin not found on use',
    apply: (folder, pick) => without('type')(source(folder, pick)),
  },
  {
    name: 'one of the two annotations that link a panel',
    reaction: 'refuses',
    because: 'exactly one of them is fatal',
    apply: (folder, pick) => without('__panelId__')(rule(folder, pick).annotations),
  },
  // A wrong type.
  {
    name: 'a time range in quotes',
    reaction: 'refuses',
    because: 'plain integer seconds only',
    apply: (folder, pick) => {
      queryOf(rule(folder, pick)).relativeTimeRange.from = '600s';
    },
  },
  {
    name: 'a boolean written as yes',
    reaction: 'refuses',
    because: 'ParseBool',
    apply: (folder, pick) => {
      rule(folder, pick).isPaused = 'yes';
    },
  },
  {
    name: 'labels as a list',
    reaction: 'refuses',
    because: 'a map of strings is required',
    apply: (folder, pick) => {
      rule(folder, pick).labels = ['severity=critical'];
    },
  },
  {
    name: 'an org that is not a number',
    reaction: 'refuses',
    because: 'ParseInt',
    apply: (folder, pick) => {
      source(folder, pick).orgId = 'main';
    },
  },
  {
    name: 'a repeat interval without a unit',
    reaction: 'refuses',
    because: 'durations are strings',
    apply: (folder) => {
      folder.policies.policies[0].repeat_interval = 4;
    },
  },
  {
    name: 'addresses as a list',
    reaction: 'refuses',
    because: 'a string is required',
    apply: (folder) => {
      (folder.contactPoints.contactPoints as Any[])
        .flatMap((point) => point.receivers as Any[])
        .find((one) => one.type === 'email').settings.addresses = ['a@b.c'];
    },
  },
  {
    name: 'a number among matchers',
    reaction: 'refuses',
    because: '[3]string',
    apply: (folder, pick) => {
      route(folder, pick).object_matchers[0][2] = 1;
    },
  },
  {
    name: 'panels as an object',
    reaction: 'fails later',
    because: 'the dashboard opens without panels',
    apply: (folder, pick) => {
      pick(folder.dashboards).panels = {};
    },
  },
  {
    name: 'a position that is not a number',
    reaction: 'fails later',
    because: 'the grid cannot place the panel',
    apply: (folder, pick) => {
      dataPanel(folder, pick).gridPos.w = 'wide';
    },
  },
  {
    name: 'a unit that is a number',
    reaction: 'fails later',
    because: 'the unit is unknown',
    apply: (folder, pick) => {
      dataPanel(folder, pick, (panel) => panel.fieldConfig?.defaults !== undefined).fieldConfig.defaults.unit = 5;
    },
  },
  // A misspelt key.
  {
    name: 'orgID',
    reaction: 'drops',
    because: 'keys are case-sensitive, unknown ones are dropped',
    apply: (folder, pick) => {
      const one = source(folder, pick);
      one.orgID = one.orgId;
      delete one.orgId;
    },
  },
  {
    name: 'secureJSONData',
    reaction: 'drops',
    because: 'keys are case-sensitive, unknown ones are dropped',
    apply: (folder) => {
      const one = (folder.datasources.datasources as Any[]).find(({ secureJsonData }) => secureJsonData !== undefined);
      one.secureJSONData = one.secureJsonData;
      delete one.secureJsonData;
    },
  },
  {
    name: 'keep_firing_for',
    reaction: 'drops',
    because: 'the file key is keepFiringFor',
    apply: (folder, pick) => {
      rule(folder, pick).keep_firing_for = '5m';
    },
  },
  {
    name: 'executionErrorState',
    reaction: 'drops',
    because: 'the file key is execErrState',
    apply: (folder, pick) => {
      const one = rule(folder, pick);
      one.executionErrorState = one.execErrState;
      delete one.execErrState;
    },
  },
  {
    name: 'folderUid of a group',
    reaction: 'drops',
    because: 'groups have no folderUid',
    apply: (folder, pick) => {
      pick(folder.rules.groups as Any[]).folderUid = 'x';
    },
  },
  {
    name: 'secureSettings',
    reaction: 'drops',
    because: 'secrets are in settings',
    apply: (folder, pick) => {
      const one = receiver(folder, pick);
      one.secureSettings = one.settings;
    },
  },
  {
    name: 'mute_timings of a route',
    reaction: 'drops',
    because: 'unknown keys of a route are dropped',
    apply: (folder, pick) => {
      route(folder, pick).mute_timings = ['maintenance'];
    },
  },
  {
    name: 'targets[].exprr',
    reaction: 'fails later',
    because: 'the panel has no query',
    apply: (folder, pick) => {
      const one = target(folder, pick, 'expr');
      one.exprr = one.expr;
      delete one.expr;
    },
  },
  {
    name: 'apiVersion left out of the data sources',
    reaction: 'drops',
    because: 'the old format knows no camel case',
    apply: (folder) => {
      delete folder.datasources.apiVersion;
    },
  },
  // An unknown name.
  {
    name: 'the uid of a data source',
    reaction: 'fails later',
    because: 'panels and rules that name it fail',
    apply: (folder) => {
      pickUsed(folder).uid += '-new';
    },
  },
  {
    name: 'the source of a rule',
    reaction: 'fails later',
    because: 'the rule goes to Error',
    apply: (folder, pick) => {
      queryOf(rule(folder, pick)).datasourceUid = 'pf-prometeus';
    },
  },
  {
    name: 'the condition of a rule',
    reaction: 'fails later',
    because: 'condition does not exist',
    apply: (folder, pick) => {
      rule(folder, pick).condition = 'Z';
    },
  },
  {
    name: 'the input of a threshold',
    reaction: 'fails later',
    because: 'unknown refId in an expression',
    apply: (folder, pick) => {
      expression(rule(folder, pick), 'threshold').model.expression = 'Z';
    },
  },
  {
    name: 'the panel of a rule',
    reaction: 'fails later',
    because: 'the link leads nowhere',
    apply: (folder, pick) => {
      const one = rule(folder, pick);
      one.panelId = 1;
      one.annotations['__panelId__'] = '1';
    },
  },
  {
    name: 'the dashboard of a rule',
    reaction: 'fails later',
    because: 'the link leads nowhere',
    apply: (folder, pick) => {
      const one = rule(folder, pick);
      one.dashboardUid += 'x';
      one.annotations['__dashboardUid__'] += 'x';
    },
  },
  {
    name: 'the receiver of a route',
    reaction: 'refuses',
    because: 'receiver does not exist',
    apply: (folder, pick) => {
      route(folder, pick).receiver += 's';
    },
  },
  {
    name: 'the name of a contact point',
    reaction: 'refuses',
    because: 'routes name it',
    apply: (folder) => {
      const used = JSON.stringify(folder.policies);
      (folder.contactPoints.contactPoints as Any[]).find(({ name }) => used.includes(JSON.stringify(name))).name +=
        ' new';
    },
  },
  {
    name: 'the name of a mute timing',
    reaction: 'refuses',
    because: 'routes name it',
    apply: (folder) => {
      folder.muteTimings.muteTimes[0].name += ' new';
    },
  },
  {
    name: 'the source of a panel',
    reaction: 'fails later',
    because: 'datasource not found',
    apply: (folder, pick) => {
      const one = dataPanel(folder, pick);
      one.datasource = { ...one.datasource, uid: 'nowhere' };
      for (const each of one.targets) each.datasource = one.datasource;
    },
  },
  {
    name: 'a variable of a query',
    reaction: 'fails later',
    because: 'the dollar stays in the query',
    apply: (folder, pick) => {
      const one = target(folder, pick, 'expr');
      one.expr = `${String(one.expr)} + up{job="$nobody"}`;
    },
  },
  // Duplicates.
  {
    name: 'a data source',
    reaction: 'fails later',
    because: 'one overwrites the other, in random order',
    apply: (folder, pick) => {
      folder.datasources.datasources.push({ ...source(folder, pick) });
    },
  },
  {
    name: 'a default data source',
    reaction: 'refuses',
    because: 'one default per org',
    apply: (folder) => {
      for (const one of (folder.datasources.datasources as Any[]).slice(0, 2)) one.isDefault = true;
    },
  },
  {
    name: 'a provider',
    reaction: 'refuses',
    because: 'duplicate name within one file',
    apply: (folder) => {
      folder.providers.providers.push({ ...folder.providers.providers[0] });
    },
  },
  {
    name: 'a rule',
    reaction: 'drops',
    because: 'the second replaces the first',
    apply: (folder, pick) => {
      const group = pick(folder.rules.groups as Any[]);
      group.rules.push({ ...pick(group.rules as Any[]), title: 'Another title' });
    },
  },
  {
    name: 'the title of a rule',
    reaction: 'fails later',
    because: 'two rules of a folder may share a title from 12.0 on, and a reader cannot tell them apart',
    apply: (folder, pick) => {
      const group = pick((folder.rules.groups as Any[]).filter(({ rules }) => rules.length > 1));
      group.rules[1].title = group.rules[0].title;
    },
  },
  {
    name: 'a receiver',
    reaction: 'refuses',
    because: 'receiver uids are unique',
    apply: (folder) => {
      const [first, second] = folder.contactPoints.contactPoints as Any[];
      second.receivers[0].uid = first.receivers[0].uid;
    },
  },
  {
    name: 'the tree of policies',
    reaction: 'drops',
    because: 'the last tree of an org wins',
    apply: (folder) => {
      folder.policies.policies.push({ ...folder.policies.policies[0] });
    },
  },
  {
    name: 'a template',
    reaction: 'drops',
    because: 'same name overwrites',
    apply: (folder) => {
      folder.templates.templates.push({ ...folder.templates.templates[0] });
    },
  },
  {
    name: 'a dashboard',
    reaction: 'drops',
    because: 'providers lose the right to write',
    apply: (folder, pick) => {
      (folder.dashboards as Any[]).push({ ...pick(folder.dashboards) });
    },
  },
  {
    name: 'a panel id',
    reaction: 'fails later',
    because: 'links lead to one of the two',
    apply: (folder, pick) => {
      const { panels } = pick(folder.dashboards);
      panels[1].id = panels[0].id;
    },
  },
  {
    name: 'a refId of a panel',
    reaction: 'fails later',
    because: 'one answer is lost',
    apply: (folder, pick) => {
      const one = dataPanel(folder, pick);
      one.targets.push({ ...one.targets[0] });
    },
  },
  // A broken query.
  {
    name: 'PromQL without its last bracket',
    reaction: 'fails later',
    because: 'parse error',
    apply: (folder, pick) => {
      const one = target(folder, pick, 'expr');
      one.expr = `(${String(one.expr)}`;
    },
  },
  {
    name: 'SQL without its FROM',
    reaction: 'fails later',
    because: 'syntax error',
    apply: (folder, pick) => {
      const one = target(folder, pick, 'rawSql');
      one.rawSql = String(one.rawSql).replace(/\bSELECT\b/, 'SELECT FROM WHERE');
    },
  },
  {
    name: 'a table that does not exist',
    reaction: 'fails later',
    because: 'relation does not exist',
    apply: (folder, pick) => {
      const one = target(folder, pick, 'rawSql');
      one.rawSql = 'SELECT agent_id, pnl_usdc FROM agent_tradez';
    },
  },
  {
    name: 'a metric that does not exist',
    reaction: 'fails later',
    because: 'no data forever',
    apply: (folder, pick) => {
      target(folder, pick, 'expr').expr = 'sum(pf_drawdwn_pct)';
    },
  },
  {
    name: 'a macro that does not exist',
    reaction: 'fails later',
    because: 'unknown macro',
    apply: (folder, pick) => {
      const one = target(folder, pick, 'rawSql');
      one.rawSql = `${String(one.rawSql)} -- \n AND $__timeFiltr(now())`;
    },
  },
  {
    name: 'the query of a rule',
    reaction: 'fails later',
    because: 'parse error at every evaluation',
    apply: (folder, pick) => {
      const one = pick(
        (folder.rules.groups as Any[])
          .flatMap(({ rules }) => rules as Any[])
          .filter((candidate) => queryOf(candidate, 'pf-prometheus') !== undefined),
      );
      queryOf(one, 'pf-prometheus').model.expr += ' )';
    },
  },
  // Dollars.
  {
    name: 'a single dollar in a label',
    reaction: 'fails later',
    because: 'labels are expanded',
    apply: (folder, pick) => {
      rule(folder, pick).labels.agent = '{{ $labels.agent_id }}';
    },
  },
  {
    name: 'two dollars in an annotation',
    reaction: 'fails later',
    because: 'annotations are raw',
    apply: (folder, pick) => {
      rule(folder, pick).annotations.summary = 'Agent {{ $$labels.agent_id }}';
    },
  },
  {
    name: 'a default as in a shell',
    reaction: 'fails later',
    because: 'no such variable',
    apply: (folder, pick) => {
      source(folder, pick).url = '${HOST:-localhost}';
    },
  },
  {
    name: 'a secret that is written out',
    reaction: 'fails later',
    because: 'everybody can read it',
    apply: (folder) => {
      (folder.datasources.datasources as Any[]).find(
        ({ secureJsonData }) => secureJsonData !== undefined,
      ).secureJsonData.password = 'hunter2';
    },
  },
  // Values.
  {
    name: 'an interval of 15 s',
    reaction: 'refuses',
    because: 'multiple of 10 s',
    apply: (folder, pick) => {
      pick(folder.rules.groups as Any[]).interval = '15s';
    },
  },
  {
    name: 'a duration with decimals',
    reaction: 'refuses',
    because: 'model.ParseDuration',
    apply: (folder, pick) => {
      rule(folder, pick).for = '1.5m';
    },
  },
  {
    name: 'noDataState in lower case',
    reaction: 'refuses',
    because: 'case-sensitive',
    apply: (folder, pick) => {
      rule(folder, pick).noDataState = 'ok';
    },
  },
  {
    name: 'a uid of 41 characters',
    reaction: 'refuses',
    because: 'ValidateUID',
    apply: (folder, pick) => {
      rule(folder, pick).uid = 'a'.repeat(41);
    },
  },
  {
    name: 'an unknown operator',
    reaction: 'refuses',
    because: 'unknown matcher operator',
    apply: (folder, pick) => {
      route(folder, pick).object_matchers[0][1] = '==';
    },
  },
  {
    name: 'a regular expression that does not compile',
    reaction: 'refuses',
    because: 'regexp.Compile',
    apply: (folder, pick) => {
      route(folder, pick).object_matchers[0] = ['severity', '=~', '('];
    },
  },
  {
    name: 'everything and a label in group_by',
    reaction: 'refuses',
    because: '"..." stands alone',
    apply: (folder) => {
      folder.policies.policies[0].group_by = ['...', 'alertname'];
    },
  },
  {
    name: 'a mute timing on the root',
    reaction: 'refuses',
    because: 'the root has no times',
    apply: (folder) => {
      folder.policies.policies[0].mute_time_intervals = [folder.muteTimings.muteTimes[0].name];
    },
  },
  {
    name: 'a weekday in short',
    reaction: 'refuses',
    because: 'whole names',
    apply: (folder) => {
      folder.muteTimings.muteTimes[0].time_intervals[0].weekdays = ['sun'];
    },
  },
  {
    name: 'a location that does not exist',
    reaction: 'refuses',
    because: 'LoadLocation',
    apply: (folder) => {
      folder.muteTimings.muteTimes[0].time_intervals[0].location = 'Europe/Berlim';
    },
  },
  {
    name: 'a template without its end',
    reaction: 'refuses',
    because: 'text/template',
    apply: (folder) => {
      folder.templates.templates[0].template += '{{ if .Alerts }}';
    },
  },
  {
    name: 'a type of receiver that does not exist',
    reaction: 'refuses',
    because: 'unknown type',
    apply: (folder, pick) => {
      receiver(folder, pick).type = 'smoke-signal';
    },
  },
  {
    name: 'an unknown mention',
    reaction: 'refuses',
    because: 'here or channel',
    apply: (folder) => {
      (folder.contactPoints.contactPoints as Any[])
        .flatMap((point) => point.receivers as Any[])
        .find((one) => one.type === 'slack').settings.mentionChannel = 'everyone';
    },
  },
  {
    name: 'a panel beyond the grid',
    reaction: 'fails later',
    because: 'the grid moves it',
    apply: (folder, pick) => {
      dataPanel(folder, pick).gridPos.x = 23;
    },
  },
  {
    name: 'a negative interval of a provider',
    reaction: 'refuses',
    because: 'the ticker panics',
    apply: (folder) => {
      folder.providers.providers[0].updateIntervalSeconds = -1;
    },
  },
  {
    name: 'a provider of another type',
    reaction: 'refuses',
    because: 'file only',
    apply: (folder) => {
      folder.providers.providers[0].type = 'git';
    },
  },
  {
    name: 'a reducer that does not exist',
    reaction: 'fails later',
    because: 'unknown reducer',
    apply: (folder, pick) => {
      expression(rule(folder, pick), 'reduce').model.reducer = 'average';
    },
  },
  {
    name: 'two conditions of a threshold',
    reaction: 'fails later',
    because: 'exactly one',
    apply: (folder, pick) => {
      const { model } = expression(rule(folder, pick), 'threshold');
      model.conditions.push(model.conditions[0]);
    },
  },
  {
    name: 'a deleted rule that is still there',
    reaction: 'fails later',
    because: 'deleteRules run after the groups',
    apply: (folder, pick) => {
      folder.rules.deleteRules = [{ uid: rule(folder, pick).uid, orgId: 1 }];
    },
  },
  // Changes without an effect.
  {
    name: 'another description of a panel',
    reaction: 'nothing',
    because: 'a text for people',
    apply: (folder, pick) => {
      dataPanel(folder, pick).description = 'Another text.';
    },
  },
  {
    name: 'a rule that is paused',
    reaction: 'nothing',
    because: 'a valid state',
    apply: (folder, pick) => {
      rule(folder, pick).isPaused = true;
    },
  },
  {
    name: 'a number as an org in quotes',
    reaction: 'nothing',
    because: 'quoted digits are an Int',
    apply: (folder, pick) => {
      source(folder, pick).orgId = '1';
    },
  },
  {
    name: 'a boolean as Go writes it',
    reaction: 'nothing',
    because: 'ParseBool takes T',
    apply: (folder, pick) => {
      rule(folder, pick).isPaused = 'F';
    },
  },
  {
    name: 'another wait',
    reaction: 'nothing',
    because: 'a valid duration',
    apply: (folder) => {
      folder.policies.policies[0].group_wait = '45s';
    },
  },
  {
    name: 'the rules in another order',
    reaction: 'nothing',
    because: 'rules are found by uid',
    apply: (folder, pick) => {
      pick(folder.rules.groups as Any[]).rules.reverse();
    },
  },
  {
    name: 'another refresh',
    reaction: 'nothing',
    because: 'a valid interval',
    apply: (folder, pick) => {
      pick(folder.dashboards).refresh = '5m';
    },
  },
];

/** The data source that most panels query. */
function pickUsed(folder: Parsed): Any {
  return (folder.datasources.datasources as Any[]).find(({ type }) => type === 'prometheus');
}
