import { UserError } from '../diagnostics/errors.ts';
import type { Release } from '../grafana/release.ts';

/** The release in `--target`; undefined if the option is absent. */
export async function targetRelease(text: string | undefined): Promise<Release | undefined> {
  if (text === undefined) return undefined;
  const { parseRelease } = await import('../grafana/release.ts');
  const parsed = parseRelease(text);
  if (!parsed)
    throw new UserError({
      severity: 'error',
      id: 'usage/target',
      message: `--target ${text} is not a Grafana release.`,
      hint: 'Write two numbers, such as 11.2.',
    });
  return parsed;
}
