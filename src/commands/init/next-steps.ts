import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { shellWord } from '../../diagnostics/shell-word.ts';
import type { PackageSource } from './package-source.ts';

/** A written project, and what the user still has to do. */
export interface WrittenProject {
  readonly written: readonly string[];
  /** Files that already existed, with the text that we would have written. */
  readonly kept: Readonly<Record<string, string>>;
}

/** Files that are lists of lines, to which ours can be added. */
const LISTS = new Set(['.gitignore', '.gitattributes', '.npmrc']);

type Packages = Readonly<Record<string, string>>;

/** The commands to run next, and what the user still has to do. */
export function nextSteps(dir: string, { kept }: WrittenProject, { spec, lacksTypes }: PackageSource): string {
  const enter = dir === '.' ? '' : `cd ${shellWord(dir)} && `;
  const hasOwn = Object.hasOwn(kept, 'package.json');
  const install = hasOwn ? installLine(dir, kept['package.json'] ?? '') : 'npm install';
  return [
    `Next: ${enter}${install} && npx pf-grafana build`,
    ...(spec.startsWith('file:') && !hasOwn
      ? [
          `package.json refers to the package as ${spec}, where this program came from; on another machine and in CI, use its version or a path that exists there too.`,
        ]
      : []),
    ...(lacksTypes
      ? [
          `For \`npm run check\`, run \`npm run prepack\` once in ${spec.slice('file:'.length)}: it writes the types of pf-grafana.`,
        ]
      : []),
    ...notes(dir, kept),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

/** The command that installs what an existing `package.json` does not have. */
function installLine(dir: string, ours: string): string {
  const present = packagesOf(readFileSync(join(dir, 'package.json'), 'utf8'));
  const missing = Object.entries(packagesOf(ours)).filter(([name]) => !Object.hasOwn(present, name));
  if (missing.length === 0) return 'npm install';
  const words = missing.map(([name, spec]) => shellWord(spec.startsWith('file:') ? spec : `${name}@${spec}`));
  return `npm install --save-dev ${words.join(' ')}`;
}

function packagesOf(text: string): Packages {
  try {
    const { dependencies, devDependencies } = JSON.parse(text) as {
      dependencies?: Packages;
      devDependencies?: Packages;
    };
    return { ...dependencies, ...devDependencies };
  } catch {
    // npm reports the problem.
    return {};
  }
}

/** Our lines that are missing in existing lists, and the names of other files left unchanged. */
function notes(dir: string, kept: WrittenProject['kept']): string[] {
  const names = Object.keys(kept);
  if (names.length === 0) return [];
  const lacks = names
    .filter((name) => LISTS.has(name))
    .flatMap((name) => {
      const present = existsSync(join(dir, name)) ? readFileSync(join(dir, name), 'utf8').split(/\r?\n/) : [];
      const missing = (kept[name] ?? '')
        .split('\n')
        .filter((line) => line !== '' && !line.startsWith('#') && !present.includes(line));
      return missing.length === 0 ? [] : [`Add to ${name}: ${missing.join('   ')}`];
    });
  return [`Kept as they were: ${names.join(', ')}.`, ...lacks];
}
