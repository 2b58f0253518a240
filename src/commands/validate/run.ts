import { writeFileSync } from 'node:fs';

import packageFile from '../../../package.json' with { type: 'json' };
import { findConfig } from '../../config/load.ts';
import { loadConfig } from '../../config/load-file.ts';
import type { Diagnostic } from '../../diagnostics/diagnostics.ts';
import { FindingsError, UserError } from '../../diagnostics/errors.ts';
import { counted } from '../../report/counted.ts';
import { type Format, printFindings } from '../../report/print.ts';
import { baselineText, parseBaseline, withoutBaseline } from '../../validate/baseline.ts';
import { commentSuppressions } from '../../validate/comment-suppressions.ts';
import { diskTree } from '../../folder/file-tree.ts';
import type { ProvisioningFolder } from '../../folder/folder.ts';
import { findFolders, openFolder } from '../../folder/open-folder.ts';
import { prepareQueries } from '../../folder/expressions/prepare.ts';
import { catalogBeside, readCatalog, recordingRulesBeside } from '../../folder/read-catalog.ts';
import type { Preset } from '../../validate/rule.ts';
import { rules } from '../../validate/rules/index.ts';
import { sourceRules } from '../../validate/source-rules.ts';
import { suppress } from '../../validate/suppressions.ts';
import { validateFolder } from '../../validate/validate.ts';
import { pathMap } from '../path-map.ts';
import { queryApprovals } from '../query-approvals.ts';
import { targetRelease } from '../target-release.ts';
import { hasColor } from '../terminal.ts';
import { configSuppressions } from './config-suppressions.ts';
import { environment, textOf } from './flags.ts';

/** The options of `pf-grafana validate`. */
export interface ValidateFlags {
  readonly config?: string;
  readonly map: readonly string[];
  readonly envFile?: string;
  readonly catalog?: string;
  readonly datasource: readonly string[];
  readonly receiver: readonly string[];
  readonly target?: string;
  readonly preset: Preset;
  readonly strict?: true;
  readonly baseline?: string;
  readonly updateBaseline?: true;
  readonly format: Format;
}

/** Validates every provisioning folder at `dir` and prints what was found. */
export async function runValidate(dir: string, flags: ValidateFlags): Promise<void> {
  if (flags.updateBaseline && flags.baseline === undefined)
    throw new UserError({
      severity: 'error',
      id: 'usage/baseline',
      message: '--update-baseline has no file to write.',
      hint: 'Name it with --baseline.',
    });
  const loaded = await loadConfig(findConfig(flags.config));
  const { validate = {} } = loaded.config;
  const tree = diskTree();
  const maps = new Map(flags.map.map(pathMap));
  const variables = flags.envFile === undefined ? {} : { variables: environment(flags.envFile) };
  const elsewhere = {
    datasources: new Set([...flags.datasource, ...(validate.datasources ?? [])]),
    receivers: new Set([...flags.receiver, ...(validate.receivers ?? [])]),
  };
  const target = await targetRelease(flags.target);
  const folders: ProvisioningFolder[] = [];
  const found: Diagnostic[] = [];
  for (const root of findFolders(tree, dir)) {
    const folder = openFolder(tree, root, { maps, ...variables });
    const catalog =
      flags.catalog === undefined
        ? catalogBeside(tree, root)
        : readCatalog(tree, flags.catalog, recordingRulesBeside(root));
    const approvals = queryApprovals(catalog, target, flags.preset);
    folders.push(folder);
    found.push(
      ...validateFolder(folder, {
        preset: flags.preset,
        elsewhere,
        ...(target ? { target } : {}),
        ...variables,
        queries: await prepareQueries(folder, approvals),
        ...(catalog ? { catalog } : {}),
      }),
    );
    approvals?.save();
  }
  const sources = folders.flatMap((folder) => folder.sources);
  const documented = [...rules, ...sourceRules];
  const suppressions = [...sources.flatMap(commentSuppressions), ...configSuppressions(loaded.config, loaded.locate)];
  const quiet = suppress(
    found,
    suppressions,
    new Date().toISOString().slice(0, 10),
    new Set(documented.map(({ id }) => id)),
  );
  const kept = applyBaseline(quiet.found, flags);
  const shown = await located(kept.found, folders, loaded);
  process.stdout.write(
    printFindings(shown, flags.format, {
      files: sources.map(({ file }) => file),
      rules: documented,
      version: packageFile.version,
      color: hasColor(process.stdout),
      suppressed: quiet.suppressed + kept.suppressed,
    }),
  );
  if (shown.some(({ severity }) => flags.strict || severity === 'error')) throw new FindingsError();
}

/** Leaves out what an old folder had, or writes down what it has now. */
function applyBaseline(
  found: readonly Diagnostic[],
  { baseline: file, updateBaseline }: ValidateFlags,
): { readonly found: readonly Diagnostic[]; readonly suppressed: number } {
  if (file === undefined) return { found, suppressed: 0 };
  if (updateBaseline) {
    writeFileSync(file, baselineText(found));
    process.stderr.write(`${file} now holds ${counted(found.length, 'finding')}.\n`);
    return { found: [], suppressed: found.length };
  }
  const baseline = parseBaseline(textOf('baseline', file));
  if (!baseline)
    throw new UserError({
      severity: 'error',
      id: 'usage/baseline',
      message: `${file} is no baseline.`,
      hint: 'Write one with --update-baseline.',
    });
  const kept = withoutBaseline(found, baseline);
  if (kept.fixed > 0)
    process.stderr.write(
      `${counted(kept.fixed, 'finding')} of ${file} went away: write it anew with --update-baseline.\n`,
    );
  return kept;
}

/**
 * With the definitions that made them, where the folder is one of ours; a definition that cannot be compiled is the
 * build's matter.
 */
async function located(
  found: readonly Diagnostic[],
  folders: readonly ProvisioningFolder[],
  loaded: Awaited<ReturnType<typeof loadConfig>>,
): Promise<readonly Diagnostic[]> {
  if (found.length === 0) return found;
  try {
    const { resolveEnvironments } = await import('../../config/environments.ts');
    const { compileProject } = await import('../project.ts');
    const { withDefinitions } = await import('./definitions.ts');
    const [first] = resolveEnvironments(loaded, undefined);
    if (!first) return found;
    const { compiled } = await compileProject(first.config, first.settings);
    return folders.reduce<readonly Diagnostic[]>((list, folder) => withDefinitions(list, folder, compiled), found);
  } catch (error) {
    if (error instanceof UserError) return found;
    throw error;
  }
}
