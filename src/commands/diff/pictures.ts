import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { layoutSvg } from '../../diff/print/svg.ts';
import type { NamedDiff } from '../../diff/print/words.ts';
import { fileError } from '../../emit/file-errors.ts';

/**
 * Writes the layout of each changed dashboard to `<dir>/<environment>-<uid>.svg`, and returns the addresses by object.
 */
export async function writePictures(
  diffs: readonly NamedDiff[],
  dir: string,
  url: string = dir,
): Promise<ReadonlyMap<object, string>> {
  const addresses = new Map<object, string>();
  await mkdir(dir, { recursive: true }).catch((error: unknown) => {
    throw fileError(error, 'write', dir);
  });
  for (const { name, objects } of diffs) {
    for (const object of objects) {
      if (!object.layout) continue;
      const file = `${[name, object.identity]
        .filter((part) => part !== '')
        .join('-')
        .replaceAll(/[^\w-]+/g, '-')}.svg`;
      await writeFile(join(dir, file), layoutSvg(object.layout)).catch((error: unknown) => {
        throw fileError(error, 'write', join(dir, file));
      });
      addresses.set(object, `${url.replace(/\/$/, '')}/${file}`);
    }
  }
  return addresses;
}
