import { InvalidArgumentError } from 'commander';

import { UserError } from '../diagnostics/errors.ts';
import type { KnownSource } from '../folder/lookups/source-type.ts';

/** Parses `uid` or `uid=type` from the option `--datasource`. */
export function sourceFlag(text: string): [uid: string, source: KnownSource] {
  const at = text.lastIndexOf('=');
  if (at === -1) return [text, {}];
  const [uid, type] = [text.slice(0, at), text.slice(at + 1)];
  if (uid === '' || !/^[\w-]+$/.test(type))
    throw new UserError({
      severity: 'error',
      id: 'usage/datasource',
      message: `--datasource ${text} is not a data source with its type.`,
      hint: 'Write the uid, or the uid, "=" and the plugin type: --datasource prom=prometheus.',
    });
  return [uid, { type }];
}

/** Parses `uid=type` from a repeatable option `--datasource` of a command that needs the type. */
export function typedSource(text: string, known: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const [uid, { type }] = sourceFlag(text);
  if (type === undefined) throw new InvalidArgumentError('It must be a uid and a type, such as metrics=prometheus.');
  return new Map([...known, [uid, type]]);
}
