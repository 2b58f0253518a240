import { UserError } from '../diagnostics/errors.ts';

/** Reads `/server/path=./here` of an option `--map`. */
export function pathMap(text: string): [string, string] {
  const [from = '', to = ''] = text.split('=', 2);
  if (!from.startsWith('/') || to === '')
    throw new UserError({
      severity: 'error',
      id: 'usage/map',
      message: `--map ${text} does not have the form <path on the server>=<local folder>.`,
      hint: 'Write the absolute path on the server, "=", and the folder on this machine.',
    });
  return [from, to];
}

/** Gathers an option that may be repeated. */
export function collect(value: string, previous: readonly string[]): readonly string[] {
  return [...previous, value];
}
