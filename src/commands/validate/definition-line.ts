import { readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

import type { Position } from '../../diagnostics/diagnostics.ts';

/** Matches relative imports with any quotes. */
const RELATIVE_IMPORT = /\b(?:from|import)\s*\(?\s*(['"`])(\.{1,2}\/[^'"`\n]+)\1/g;
/** Suffixes that an import may omit or replace. */
const SUFFIXES = ['.ts', '.mts', '.cts', '.tsx', '.js', '.mjs', '.cjs', '/index.ts', '/index.js'];

/**
 * The only line with the key, in the definition's file or a file it imports from its folder or below; of several lines,
 * the only one with the key as a uid; otherwise the definition itself.
 */
export function lineOf(key: string, definition: Position | undefined): Position | undefined {
  if (!definition) return undefined;
  // Definitions may write a uid without its prefix.
  const names = [key, key.slice(key.indexOf('-') + 1)].map((name) =>
    name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`),
  );
  // The key as a quoted string, or as the key of a record.
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

/** The file that an import resolves to. */
function fileOf(path: string): string | undefined {
  // TypeScript allows importing a source by the name of its compiled file.
  const stem = path.replace(/\.([cm]?)js$/, '.$1ts');
  return [path, stem, ...SUFFIXES.map((suffix) => `${path}${suffix}`)].find((candidate) =>
    statSync(candidate, { throwIfNoEntry: false })?.isFile(),
  );
}
