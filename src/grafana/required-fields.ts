import type { FileKind } from './interpolation/fields.ts';

type Path = readonly (string | number)[];

/** Bools that Grafana parses strictly: an empty text is not one, so an unset variable there is fatal. */
const BOOLS: Readonly<Record<FileKind, ReadonlySet<string>>> = {
  datasources: new Set(['isDefault', 'basicAuth', 'withCredentials', 'editable']),
  dashboards: new Set(['disableDeletion', 'allowUiUpdates', 'editable']),
  alerting: new Set(['isPaused', 'disableResolveMessage', 'singleEmail', 'use_discord_username']),
};

/** Texts of alerting files, outside of settings, that must not be empty. */
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

/** Settings without which a receiver of that type is refused; Slack's follow from whether it has a webhook. */
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
 * Tells whether Grafana refuses to start when the text at `path` of a provisioning file is empty, as an unset variable
 * is.
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

/** A key of `jsonData` or `options` may have any name, and is not a bool of the file's own. */
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
