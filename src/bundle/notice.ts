import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Names of licence files in packages. */
const LICENCE = /^(?:un)?(?:licen[cs]e|copying|notice)(?:[.-].*)?$/i;
const HEADING = `pf-grafana contains these packages, bundled into the files of this folder, each under its own licence.\n`;

/** The licences of all packages in a bundle, which must be distributed with it. */
export function noticeText(packageFolder: string, inputs: readonly string[]): string {
  const folders = new Set(inputs.flatMap((input) => packageOf(input) ?? []));
  const parts = [...folders].map((folder) => notice(join(packageFolder, folder)));
  return [HEADING, ...new Set(parts.sort())].join('\n');
}

/** The package folder of a file, such as `node_modules/a/node_modules/@b/c`; undefined for our own sources. */
function packageOf(input: string): string | undefined {
  return /^.*\bnode_modules\/(?:@[^/]+\/)?[^/.@][^/]*/.exec(input.split('\\').join('/'))?.[0];
}

function notice(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    readonly name: string;
    readonly version: string;
    readonly license?: string;
  };
  const texts = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && LICENCE.test(entry.name))
    .map((entry) => entry.name)
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim());
  if (license === undefined && texts.length === 0) throw new Error(`${name} ${version} is bundled and has no licence.`);
  return [
    '-'.repeat(80),
    `${name} ${version}${license === undefined ? '' : ` (${license})`}`,
    ...(texts.length > 0 ? texts : ['The package comes without the text of its licence.']),
    '',
  ].join('\n\n');
}
