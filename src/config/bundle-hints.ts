import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';

import { nearest } from '../diagnostics/nearest.ts';

/** The edit that fixes an error of the bundler, in a file given by its absolute path. */
export function bundleHint(message: string, file: string): string {
  const [, unresolved] = /^Could not resolve "(.+)"$/.exec(message) ?? [];
  if (unresolved !== undefined)
    return /^\.{0,2}\//.test(unresolved) ? missingFile(unresolved, file) : missingPackage(unresolved);
  const [, module, name] = /^No matching export in "(.+)" for import "(.+)"$/.exec(message) ?? [];
  if (module !== undefined && name !== undefined) return missingExport(module, name, file);
  return 'Fix the syntax here; often a quote, a comma or a bracket is missing on this line or the one above it.';
}

function missingFile(specifier: string, file: string): string {
  const path = resolve(dirname(file), specifier);
  if (!existsSync(dirname(path)))
    return `There is no folder ${relative(dirname(file), dirname(path))}. Correct the path in the import.`;
  const [near] = nearest(basename(path), readdirSync(dirname(path)));
  if (near === undefined) return 'There is no such file. Correct the path in the import, or create the file.';
  return `Did you mean "${specifier.slice(0, specifier.length - basename(specifier).length)}${near}"?`;
}

function missingPackage(specifier: string): string {
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
  return `Run npm install ${name}. For a file of the project, write a path that begins with "./".`;
}

function missingExport(module: string, name: string, file: string): string {
  // The bundler names modules from the folder of the configuration; the file of the import may be in another.
  const path = [dirname(file), process.cwd()].map((folder) => join(folder, module)).find((one) => existsSync(one));
  const code = path === undefined ? '' : readFileSync(path, 'utf8');
  const exported = namesOf(code);
  const [near] = nearest(name, exported);
  if (near !== undefined) return `Did you mean "${near}"?`;
  if (/^export default\b/m.test(code)) return `Its export is the default one: write import ${name}, without braces.`;
  if (exported.length === 0) return `Write \`export\` before what ${module} defines.`;
  return name === 'default'
    ? `It exports ${exported.join(', ')} by name: write import { ${exported[0]} }.`
    : `It exports ${exported.join(', ')}.`;
}

function namesOf(code: string): string[] {
  return [...code.matchAll(/^export (?:async )?(?:const|let|function|class) ([\w$]+)/gm)].map(([, name = '']) => name);
}
