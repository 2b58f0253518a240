import type { Config } from '../../config/config.ts';
import type { Locate } from '../../config/load.ts';
import type { Suppression } from '../../validate/suppressions.ts';

/** For callers that need no positions. */
const NOWHERE: Locate = () => ({ file: 'the configuration' });

/** The suppressions of the configuration, for JSON files, which cannot have comments. */
export function configSuppressions({ validate }: Config, locate = NOWHERE): Suppression[] {
  return (validate?.suppress ?? []).map(({ rule, file, pointer, reason, until }, index) => ({
    rule,
    reason,
    ...(until === undefined ? {} : { until }),
    at: locate(['validate', 'suppress', String(index)]),
    covers: ({ at, pointer: found = '' }) =>
      (file === undefined || at?.file === file || (file.endsWith('/') && (at?.file.startsWith(file) ?? false))) &&
      (pointer === undefined || found === pointer || found.startsWith(`${pointer}/`)),
  }));
}
