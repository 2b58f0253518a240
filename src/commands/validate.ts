import { Command, Option } from 'commander';

import type { Diagnostic } from '../diagnostics.ts';
import { UserError } from '../errors.ts';
import type { Variables } from '../validate/loaded.ts';
import type { Preset } from '../validate/rule.ts';
import { collect, pathMap } from './path-map.ts';
import { targetRelease } from './target-release.ts';

interface ValidateFlags {
  readonly map: readonly string[];
  readonly envFile?: string;
  readonly catalog?: string;
  readonly datasource: readonly string[];
  readonly receiver: readonly string[];
  readonly target?: string;
  readonly preset: Preset;
  readonly strict?: true;
  readonly format: 'pretty' | 'json';
}

/** `pf-grafana validate` */
export function validateCommand(): Command {
  return new Command('validate')
    .description('Check a provisioning folder, ours or anybody\'s, without a Grafana')
    .argument('[dir]', 'provisioning folder, or the folder above it', 'out')
    .option('--map <server=here>', 'where a path of the server lies here, as /var/lib/grafana/dashboards=./dashboards; may be repeated', collect, [])
    .option('--env-file <file>', 'the environment of the server: every variable the folder needs must be in it')
    .option('--catalog <file>', 'metrics, tables and streams that exist (default: catalog.json beside the provisioning folder)')
    .option('--datasource <uid>', 'a data source that exists without this folder; may be repeated', collect, [])
    .option('--receiver <name>', 'a contact point that exists without this folder; may be repeated', collect, [])
    .option('--target <release>', 'Grafana release that will read the folder, as 11.2 (default: the newest known)')
    .addOption(new Option('--preset <preset>', 'which rules').choices(['recommended', 'mixin']).default('recommended'))
    .option('--strict', 'warnings fail too')
    .addOption(new Option('--format <format>', 'how to print findings').choices(['pretty', 'json']).default('pretty'))
    .action(runValidate);
}

async function runValidate(dir: string, flags: ValidateFlags): Promise<void> {
  const { diskTree } = await import('../validate/file-tree.ts');
  const { findFolders, openFolder } = await import('../validate/open-folder.ts');
  const { prepareQueries } = await import('../validate/query/queries.ts');
  const { catalogBeside, readCatalog, recordingRulesBeside } = await import('../validate/read-catalog.ts');
  const { validateFolder } = await import('../validate/validate.ts');
  const { printFindings } = await import('../report/print.ts');
  const tree = diskTree();
  const maps = new Map(flags.map.map(pathMap));
  const target = await targetRelease(flags.target);
  const elsewhere = { datasources: new Set(flags.datasource), receivers: new Set(flags.receiver) };
  const variables = flags.envFile === undefined ? undefined : await environment(flags.envFile);
  const options = { preset: flags.preset, elsewhere, ...(target ? { target } : {}), ...(variables ? { variables } : {}) };
  const found: Diagnostic[] = [];
  for (const root of findFolders(tree, dir)) {
    const folder = openFolder(tree, root, { maps, ...(variables ? { variables } : {}) });
    const catalog = flags.catalog === undefined ? catalogBeside(tree, root) : readCatalog(tree, flags.catalog, recordingRulesBeside(root));
    found.push(...validateFolder(folder, { ...options, queries: await prepareQueries(folder), ...(catalog ? { catalog } : {}) }));
  }
  process.stdout.write(printFindings(found, flags.format, process.stdout.isTTY === true && !process.env['NO_COLOR']));
  if (fails(found, flags.strict ?? false)) process.exitCode = 1;
}

function fails(found: readonly Diagnostic[], strict: boolean): boolean {
  return found.some(({ severity }) => strict || severity === 'error');
}

async function environment(file: string): Promise<Variables> {
  const { readFile } = await import('node:fs/promises');
  const { parseEnvFile } = await import('../validate/env-file.ts');
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UserError({ severity: 'error', id: 'usage/env-file', message: `The environment file ${file} cannot be read (${error.code}).`, hint: 'Check the path after --env-file.' });
  });
  return parseEnvFile(text);
}
