/** A kind of provisioning file, named after its folder. */
export type FileKind = 'datasources' | 'dashboards' | 'alerting';

/** How Grafana expands `$` in a field: not at all, to a text, or to a JSON value whose type may change. */
export type FieldMode = 'raw' | 'string' | 'json';

/**
 * What Grafana does at a position in a file: a mode; `discarded` for a field that is expanded but stored unexpanded (a
 * missing `$__file` still prevents the start); `container` for a list or map that a reference cannot replace; `unknown`
 * for a key that Grafana does not read.
 */
export type FieldUse = FieldMode | 'discarded' | 'container' | 'unknown';

/** A mode applies to a position and everything below it; `[field]` is a list; `*` is every other key. */
type Field = FieldMode | 'discarded' | readonly [Field] | Members;
type Members = { readonly [key: string]: Field };

const identity: Members = { orgId: 'string', name: 'string' };
const jsonMap: Members = { '*': 'json' };

const datasource: Members = {
  ...strings('name', 'type', 'uid', 'orgId', 'access', 'url', 'user', 'database', 'version', 'editable'),
  ...strings('isDefault', 'basicAuth', 'basicAuthUser', 'withCredentials'),
  jsonData: jsonMap,
  secureJsonData: { '*': 'string' },
  correlations: [jsonMap],
};

const provider: Members = {
  ...strings('name', 'type', 'orgId', 'folder', 'folderUid', 'editable'),
  ...strings('disableDeletion', 'updateIntervalSeconds', 'allowUiUpdates'),
  options: jsonMap,
};

const query: Members = {
  ...strings('refId', 'queryType', 'datasourceUid'),
  // Plain structs and the unexpanded model: `$__timeFilter` and `$A` stay, and a `$$` would stay doubled.
  relativeTimeRange: { '*': 'raw' },
  model: { '*': 'discarded' },
};

const rule: Members = {
  ...strings('uid', 'title', 'condition', 'dashboardUid', 'dasboardUid', 'panelId', 'noDataState', 'execErrState'),
  ...strings('for', 'keepFiringFor', 'missing_series_evals_to_resolve', 'isPaused'),
  data: [query],
  // Labels store the expanded text, annotations the text as written, so only labels need `$$labels`.
  labels: { '*': 'string' },
  annotations: { '*': 'discarded' },
  notification_settings: {
    ...strings('receiver', 'group_wait', 'group_interval', 'repeat_interval'),
    group_by: ['string'],
    mute_time_intervals: ['string'],
    active_time_intervals: ['string'],
  },
  record: strings('metric', 'from', 'targetDatasourceUid'),
};

const receiver: Members = {
  ...strings('uid', 'type', 'disableResolveMessage'),
  // PagerDuty's details and a webhook's headers are maps with free keys, one of which may be `env`.
  settings: { ...jsonMap, details: jsonMap, headers: jsonMap },
};

const route: Members = {
  ...jsonMap,
  match: jsonMap,
  match_re: jsonMap,
  get routes(): readonly [Field] {
    return [route];
  },
};

/** The only table of what Grafana expands, taken from its file types; keys are never expanded. */
const files: Readonly<Record<FileKind, Members>> = {
  datasources: { apiVersion: 'raw', prune: 'raw', datasources: [datasource], deleteDatasources: [identity] },
  dashboards: { apiVersion: 'raw', providers: [provider] },
  alerting: {
    apiVersion: 'raw',
    groups: [{ ...strings('orgId', 'name', 'folder', 'interval'), rules: [rule] }],
    deleteRules: [strings('orgId', 'uid')],
    contactPoints: [{ ...identity, receivers: [receiver] }],
    deleteContactPoints: [strings('orgId', 'uid')],
    // A policy is decoded twice: as a whole from JSON, and its own two fields as texts.
    policies: [{ ...route, ...identity }],
    resetPolicies: ['string'],
    // Mute timings and templates are Alertmanager types, which are not expanded.
    muteTimes: [{ orgId: 'string', name: 'raw', time_intervals: 'raw' }],
    deleteMuteTimes: [identity],
    templates: [{ orgId: 'string', name: 'raw', template: 'raw' }],
    deleteTemplates: [identity],
  },
};

/** Returns what Grafana does with the position `path` of a file of this kind. */
export function fieldUse(kind: FileKind, path: readonly (string | number)[]): FieldUse {
  let field: Field | undefined = files[kind];
  for (const step of path) {
    if (typeof field === 'string') return field;
    field = child(field, step);
    if (field === undefined) return 'unknown';
  }
  return typeof field === 'string' ? field : 'container';
}

/** Returns how Grafana expands the scalar at `path`; an unknown key is not expanded. */
export function fieldMode(kind: FileKind, path: readonly (string | number)[]): FieldMode {
  const use = fieldUse(kind, path);
  return use === 'string' || use === 'json' ? use : 'raw';
}

function child(field: readonly [Field] | Members, step: string | number): Field | undefined {
  if (isList(field)) return typeof step === 'number' ? field[0] : undefined;
  // hasOwn, because a key such as `constructor` must not find an inherited member.
  return Object.hasOwn(field, step) ? field[step] : field['*'];
}

function isList(field: readonly [Field] | Members): field is readonly [Field] {
  return Array.isArray(field);
}

function strings(...names: readonly string[]): Members {
  return Object.fromEntries(names.map((name) => [name, 'string'] as const));
}
