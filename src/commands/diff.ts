import { Command, Option } from 'commander';

import { FindingsError } from '../diagnostics/errors.ts';
import type { NamedDiff } from '../diff/print/words.ts';
import { withoutSecrets } from '../grafana/secret-texts.ts';
import { jsonText } from '../report/quote.ts';
import { examples } from './examples.ts';
import { collect, pathMap } from './path-map.ts';
import { hasColor, print } from './terminal.ts';

interface DiffFlags {
  readonly base: string;
  readonly map: readonly string[];
  readonly format: 'pretty' | 'md' | 'json';
  readonly svgDir?: string;
  readonly svgUrl?: string;
  readonly exitCode?: true;
  readonly untrusted?: true;
}

/** `pf-grafana diff` */
export function diffCommand(): Command {
  return new Command('diff')
    .description('Show what changed in a provisioning folder, and what is at risk')
    .argument('[dir]', 'provisioning folder, or the folder above it', 'out')
    .option(
      '--base <ref or folder>',
      'compare with that folder; if there is no such folder, with the commit where this branch left that Git ref',
      'HEAD',
    )
    .option(
      '--map <server=here>',
      'local folder of a path on the server, such as /var/lib/grafana/dashboards=./dashboards; may be repeated',
      collect,
      [],
    )
    .addOption(
      new Option('--format <format>', 'how to print the differences')
        .choices(['pretty', 'md', 'json'])
        .default('pretty'),
    )
    .option(
      '--svg-dir <dir>',
      'write a picture of the layout before and after for each dashboard that differs, and link to it in md',
    )
    .option(
      '--svg-url <url>',
      'address of the pictures, when the md is posted elsewhere (default: the path of --svg-dir)',
    )
    .option('--untrusted', "a stranger's folder: follow no links")
    .option('--exit-code', 'exit 1 when there are differences')
    .addHelpText(
      'after',
      examples('pf-grafana diff --base origin/main', 'pf-grafana diff --base origin/main --format md > diff.md'),
    )
    .action(runDiff);
}

async function runDiff(dir: string, flags: DiffFlags): Promise<void> {
  const { compareFolders } = await import('./diff/compare.ts');
  const { withDefinitionLines } = await import('./diff/definition-lines.ts');
  const compared = compareFolders(dir, flags.base, new Map(flags.map.map(pathMap)), !flags.untrusted);
  // Finding the lines of definitions requires running them, which is not done for a stranger's.
  const diffs = hideSecrets(flags.untrusted ? compared : await withDefinitionLines(compared));
  const pictures =
    flags.svgDir === undefined
      ? undefined
      : await import('./diff/pictures.ts').then(({ writePictures }) =>
          writePictures(diffs, flags.svgDir ?? '', flags.svgUrl),
        );
  print(await printed(diffs, flags.format, pictures));
  if (flags.exitCode && diffs.some(({ objects }) => objects.length > 0)) throw new FindingsError();
}

async function printed(
  diffs: readonly NamedDiff[],
  format: DiffFlags['format'],
  pictures: ReadonlyMap<object, string> | undefined,
): Promise<string> {
  switch (format) {
    case 'json':
      return `${jsonText(diffs, 2)}\n`;
    case 'md': {
      const { markdownDiff } = await import('../diff/print/markdown.ts');
      return markdownDiff(diffs, (object) => pictures?.get(object));
    }
    case 'pretty': {
      const { prettyDiff } = await import('../diff/print/pretty.ts');
      return prettyDiff(diffs, hasColor(process.stdout));
    }
  }
}

/** Removes secrets from the differences, in any object or query, before they are quoted for Markdown. */
function hideSecrets<Value>(value: Value): Value {
  if (typeof value === 'string') return withoutSecrets(value) as Value;
  if (Array.isArray(value)) return value.map(hideSecrets) as Value;
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, hideSecrets(member as unknown)]),
  ) as Value;
}
