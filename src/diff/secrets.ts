import { isSecretReference } from '../grafana/secret-texts.ts';
import { mayHoldSecret } from '../grafana/secrets.ts';
import { fromTo } from './leaves.ts';

/** Receiver settings that hold no secret. A URL is not among them, because chat URLs contain a token. */
const OPEN_SETTINGS = new Set([
  'addresses',
  'channel',
  'class',
  'client',
  'color',
  'component',
  'description',
  'footer',
  'group',
  'httpMethod',
  'maxAlerts',
  'mentionChannel',
  'mentionGroups',
  'mentionUsers',
  'message',
  'parse_mode',
  'priority',
  'recipient',
  'severity',
  'singleEmail',
  'source',
  'subject',
  'summary',
  'text',
  'title',
  'use_discord_username',
  'username',
]);

/** `a -> b` for a setting of a receiver, hiding the values of those that may be secret. */
export function settingChange(name: string, before: unknown, after: unknown): string {
  return OPEN_SETTINGS.has(name.split('.')[0] ?? '') ? fromTo(before, after) : hidden(before, after);
}

/** `a -> b` for a key of a data source; secrets are recognised by their place or their name. */
export function memberChange(path: string, before: unknown, after: unknown): string {
  return mayHoldSecret(path.split('.'))
    ? hidden(before, after)
    : fromTo(withoutPassword(before), withoutPassword(after));
}

/** Whether a value is only a reference such as `$PAGER_KEY`. */
export function isReference(value: unknown): boolean {
  return typeof value === 'string' && isSecretReference(value);
}

/** References are shown; any other value is only mentioned. */
function hidden(before: unknown, after: unknown): string {
  const name = (value: unknown) =>
    value === undefined ? 'none' : isReference(value) ? String(value) : 'a value not shown here';
  return `${name(before)} -> ${name(after) === name(before) ? 'another' : name(after)}`;
}

/** A URL without its password and its query. */
function withoutPassword(value: unknown): unknown {
  return typeof value === 'string' && value.includes('://')
    ? value.replace(/\/\/[^/@]*@/, '//…@').replace(/\?.*$/, '?…')
    : value;
}
