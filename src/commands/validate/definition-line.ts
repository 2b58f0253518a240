import { readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

import type { Position } from '../../diagnostics/diagnostics.ts';

/** What a file imports by a path, whatever its quotes. */
const RELATIVE_IMPORT = /\b(?:from|import)\s*\(?\s*(['"`])(\.{1,2}\/[^'"`\n]+)\1/g;
/** What an import may leave out, or write in place of what is there. */
const SUFFIXES = ['.ts', '.mts', '.cts', '.tsx', '.js', '.mjs', '.cjs', '/index.ts', '/index.js'];

/**
 * The only line of the definition's file, or of one below it that it imports, that writes the key, or of several the
 * only one that writes it as a uid; the definition itself where there is no such line.
 */
export function lineOf(key: string, definition: Position | undefined): Position | undefined {
  if (!definition) return undefined;
  // A uid is written without its prefix.
  const names = [key, key.slice(key.indexOf('-') + 1)].map((name) =>
    name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`),
  );
  // As a text in any quotes, or as the key of a record.
  const written = new RegExp(String.raw`(['"\`])(?:${names.join('|')})\1|(?<![\w$.-])(?:${names.join('|')})\s*:`);
  const lines = definitionFiles(definition.file).flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .flatMap((text, index) => (written.test(text) ? [{ file, line: index + 1, text }] : [])),
  );
  const only = onlyOne(lines) ?? onlyOne(lines.filter(({ text }) => /\buid\b/.test(text)));
  return only ? { file: relative(process.cwd(), only.file), line: only.line } : definition;
}

function onlyOne<T>(list: readonly T[]): T | undefined {
  return list.length === 1 ? list[0] : undefined;
}

/** The file and, recursively, what it imports from its own folder and those below. */
function definitionFiles(file: string): string[] {
  const root = `${dirname(resolve(file))}${sep}`;
  const files = new Set<string>();
  const add = (path: string | undefined): void => {
    if (path === undefined || files.has(path) || !path.startsWith(root)) return;
    files.add(path);
    for (const [, , specifier = ''] of readFileSync(path, 'utf8').matchAll(RELATIVE_IMPORT))
      add(fileOf(join(dirname(path), specifier)));
  };
  add(fileOf(resolve(file)));
  return [...files];
}

/** The file that an import means. */
function fileOf(path: string): string | undefined {
  // TypeScript lets a source be imported by the name of what it becomes.
  const stem = path.replace(/\.([cm]?)js$/, '.$1ts');
  return [path, stem, ...SUFFIXES.map((suffix) => `${path}${suffix}`)].find((candidate) =>
    statSync(candidate, { throwIfNoEntry: false })?.isFile(),
  );
}
