import { isSecretReference } from '../grafana/secret-texts.ts';
import { mayHoldSecret } from '../grafana/secrets.ts';
import { fromTo } from './leaves.ts';

/** Settings of receivers that hold no secret; an address with a token in it, as of a chat, is one. */
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

/** `a -> b` for a setting of a receiver, without the values of those that may be secret. */
export function settingChange(name: string, before: unknown, after: unknown): string {
  return OPEN_SETTINGS.has(name.split('.')[0] ?? '') ? fromTo(before, after) : hidden(before, after);
}

/** `a -> b` for a member of a data source; secrets are recognised by where they are or by their names. */
export function memberChange(path: string, before: unknown, after: unknown): string {
  return mayHoldSecret(path.split('.'))
    ? hidden(before, after)
    : fromTo(withoutPassword(before), withoutPassword(after));
}

/** Whether a value is nothing but a reference such as `$PAGER_KEY`. */
export function isReference(value: unknown): boolean {
  return typeof value === 'string' && isSecretReference(value);
}

/** References are shown, everything else is only called a value. */
function hidden(before: unknown, after: unknown): string {
  const name = (value: unknown) =>
    value === undefined ? 'none' : isReference(value) ? String(value) : 'a value not shown here';
  return `${name(before)} -> ${name(after) === name(before) ? 'another' : name(after)}`;
}

/** An address without the password or the query in it. */
function withoutPassword(value: unknown): unknown {
  return typeof value === 'string' && value.includes('://')
    ? value.replace(/\/\/[^/@]*@/, '//…@').replace(/\?.*$/, '?…')
    : value;
}
