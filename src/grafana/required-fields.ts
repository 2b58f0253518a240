import type { FileKind } from './interpolation/fields.ts';

type Path = readonly (string | number)[];

/** Booleans that Grafana parses strictly: an empty string is invalid, so an unset variable prevents the start. */
const BOOLS: Readonly<Record<FileKind, ReadonlySet<string>>> = {
  datasources: new Set(['isDefault', 'basicAuth', 'withCredentials', 'editable']),
  dashboards: new Set(['disableDeletion', 'allowUiUpdates', 'editable']),
  alerting: new Set(['isPaused', 'disableResolveMessage', 'singleEmail', 'use_discord_username']),
};

/** Strings in alerting files, outside settings, that must not be empty. */
const NEVER_EMPTY = new Set([
  'name',
  'uid',
  'type',
  'folder',
  'interval',
  'title',
  'condition',
  'receiver',
  'group_wait',
  'group_interval',
  'repeat_interval',
  'mute_time_intervals',
  'active_time_intervals',
]);

/** Required settings by receiver type; Slack's depend on whether it has a webhook. */
const REQUIRED_SETTINGS: Readonly<Record<string, readonly string[]>> = {
  pagerduty: ['integrationKey'],
  email: ['addresses'],
  webhook: ['url'],
  discord: ['url'],
  teams: ['url'],
  telegram: ['bottoken', 'chatid'],
  opsgenie: ['apiKey'],
};

/**
 * Whether Grafana refuses to start when the text at `path` of a provisioning file is empty, as with an unset variable.
 */
export function emptyStopsGrafana(kind: FileKind, value: object, path: Path): boolean {
  const key = String(path.findLast((step) => typeof step === 'string'));
  const settings = path.indexOf('settings');
  if (settings === -1) return isBool(kind, path, key) || (kind === 'alerting' && NEVER_EMPTY.has(key));
  const receiver = valueAt(value, path.slice(0, settings)) as { type?: unknown; settings?: object };
  const isTopLevel = path.length === settings + 2;
  return (
    isTopLevel &&
    (BOOLS.alerting.has(key) || requiredSettings(String(receiver.type), receiver.settings ?? {}).includes(key))
  );
}

/** A key inside `jsonData` or `options` may have the same name without being a boolean of the file itself. */
function isBool(kind: FileKind, path: Path, key: string): boolean {
  return (
    BOOLS[kind].has(key) && !path.includes('jsonData') && !path.includes('secureJsonData') && !path.includes('options')
  );
}

function requiredSettings(type: string, settings: object): readonly string[] {
  if (type === 'slack') return 'url' in settings ? ['url'] : ['recipient', 'token'];
  return REQUIRED_SETTINGS[type] ?? [];
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce((node, step) => (node as Record<string | number, unknown>)[step], value);
}
