import { UserError } from '../diagnostics/errors.ts';

/** Reads `/server/path=./here` of an option `--map`. */
export function pathMap(text: string): [string, string] {
  const [from = '', to = ''] = text.split('=', 2);
  if (!from.startsWith('/') || to === '')
    throw new UserError({
      severity: 'error',
      id: 'usage/map',
      message: `--map ${text} maps nothing.`,
      hint: 'Write the server\'s absolute path, "=", and the folder here.',
    });
  return [from, to];
}

/** Gathers an option that may be repeated. */
export function collect(value: string, previous: readonly string[]): readonly string[] {
  return [...previous, value];
}
