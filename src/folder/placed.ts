import type { Place } from './folder.ts';
import type { Path } from './source/source.ts';

/** `out/provisioning/alerting/rules.yaml:12`: where an object is, for a message about two objects. */
export function placed({ source, path }: Place, at: Path = []): string {
  const { file, line } = source.position([...path, ...at]);
  return line === undefined ? file : `${file}:${line}`;
}
