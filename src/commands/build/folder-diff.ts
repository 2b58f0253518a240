import { styleText } from 'node:util';

import { createTwoFilesPatch } from 'diff';

import { MANIFEST } from '../../emit/own-files.ts';
import { readIfThere } from '../../emit/paths.ts';
import type { RenderedFolder } from '../../emit/render.ts';
import { memoryTree } from '../../folder/file-tree.ts';
import { openFolder } from '../../folder/open-folder.ts';
import { plainSecrets } from '../../folder/secrets/plain-secrets.ts';
import { hideInLines } from '../../validate/redact.ts';

/** Above this many changed lines, a diff takes long and is not read. */
const MAX_EDITS = 4000;

/**
 * Unified diffs from the disk to the result of a build, by path. The manifest is left out beside other files, because
 * its hashes add nothing.
 */
export function folderDiffs(out: string, folder: RenderedFolder, paths: readonly string[]): Map<string, string> {
  const shown = paths.length > 1 ? paths.filter((path) => path !== MANIFEST) : paths;
  return new Map(
    shown.map((path) => {
      const name = `${out}/${path}`;
      const onDisk = readIfThere(out, path) ?? '';
      const patch = createTwoFilesPatch(name, name, onDisk, folder.get(path) ?? '', 'on disk', 'as built', {
        context: 3,
        maxEditLength: MAX_EDITS,
      });
      // The first line is a separator of "=" for some patch tools.
      const text = patch && withoutPlainSecrets(patch.replace(/^=+\n/, ''), path, onDisk);
      return [path, text ?? `--- ${name}\n+++ ${name}\nmore than ${MAX_EDITS} lines differ\n`];
    }),
  );
}

/** A value typed into a file by hand may be a secret because of its position; what a build writes never is. */
function withoutPlainSecrets(patch: string, path: string, onDisk: string): string {
  const secrets = plainSecrets(openFolder(memoryTree(new Map([[path, onDisk]]), '.'), 'provisioning'));
  return secrets.length === 0 ? patch : patch.split('\n').map(hideInLines(secrets)).join('\n');
}

/** Colours diffs: removed lines red, added ones green, positions cyan. */
export function colored(diffs: readonly string[]): string[] {
  return diffs.map((diff) =>
    diff.replaceAll(/^[-+@].*$/gm, (line) =>
      // The caller has checked the stream.
      styleText(line.startsWith('@') ? 'cyan' : line.startsWith('-') ? 'red' : 'green', line, {
        validateStream: false,
      }),
    ),
  );
}
