import { UserError } from '../diagnostics/errors.ts';

/** Parses `/server/path=./here` from the option `--map`. */
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

/** Collects the values of a repeatable option. */
export function collect(value: string, previous: readonly string[]): readonly string[] {
  return [...previous, value];
}
