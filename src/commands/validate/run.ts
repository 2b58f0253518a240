import { writeFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';

import packageFile from '../../../package.json' with { type: 'json' };
import { findConfig } from '../../config/load.ts';
import { loadConfig } from '../../config/load-file.ts';
import type { Diagnostic, Severity } from '../../diagnostics/diagnostics.ts';
import { FindingsError, UserError } from '../../diagnostics/errors.ts';
import { counted } from '../../report/counted.ts';
import { printFindings } from '../../report/print.ts';
import { baselineText, parseBaseline, withoutBaseline } from '../../validate/baseline.ts';
import type { ProvisioningFolder } from '../../folder/folder.ts';
import { type CheckedFolder, checkFolder } from '../../validate/check-folder.ts';
import { coverageOf, isUnchecked } from '../../validate/coverage.ts';
import { rules } from '../../validate/rules/index.ts';
import { rulesOf } from '../../validate/validate.ts';
import { sourceRules } from '../../validate/source-rules.ts';
import { suppressionProblems } from '../../validate/suppressions.ts';
import { teamRules } from '../team-rules.ts';
import { clearProgress, hideProgress, showDashboards } from '../progress.ts';
import { hasColor, print } from '../terminal.ts';
import { configSuppressions } from './config-suppressions.ts';
import { textOf, type ValidateFlags } from './flags.ts';
import { checkRequests } from './requests.ts';

/** Validates every provisioning folder at `dir` and prints the findings. */
export async function runValidate(dir: string, flags: ValidateFlags): Promise<void> {
  if (flags.updateBaseline && flags.baseline === undefined)
    throw new UserError({
      severity: 'error',
      id: 'usage/baseline',
      message: '--update-baseline needs a file to write.',
      hint: 'Pass it with --baseline.',
    });
  if (flags.quiet) hideProgress();
  // By default V8 lets garbage double the memory of a folder of hundreds of dashboards.
  setFlagsFromString('--heap-growing-percent=30');
  const isTrusted = !flags.untrusted && flags.config !== false;
  const loaded = await loadConfig(isTrusted ? findConfig(flags.config || undefined) : undefined);
  const own = teamRules(loaded.config);
  const documented = [...rules, ...own, ...sourceRules];
  const today = new Date().toISOString().slice(0, 10);
  const suppressions = configSuppressions(loaded.config, loaded.locate);
  const checked: CheckedFolder[] = [];
  for (const request of await checkRequests(dir, flags, loaded, { suppressions, today, rules: own }))
    checked.push(await checkFolder({ ...request, progress: showDashboards }));
  clearProgress();
  // A rule outside the preset finds nothing, which must not make its suppression look unused.
  const asked = new Set([...rulesOf(flags.preset, [...rules, ...own]), ...sourceRules].map(({ id }) => id));
  const isLeftOut = (rule: string) => !asked.has(rule) && documented.some(({ id }) => id === rule);
  const folders = checked.map(({ folder }) => folder);
  const found = [
    ...checked.flatMap(({ found: left }) => left),
    ...suppressionProblems(
      [...checked.flatMap(({ comments }) => comments), ...suppressions],
      new Set([...checked.flatMap(({ used }) => [...used]), ...suppressions.filter(({ rule }) => isLeftOut(rule))]),
      today,
      new Set(documented.map(({ id }) => id)),
    ),
  ];
  const kept = applyBaseline(found, flags);
  const grave = kept.found.filter(({ severity }) => GRAVITY[severity] >= GRAVITY[flags.severity]);
  const shown = isTrusted ? await located(grave, folders, loaded) : grave;
  // Lines for GitHub are workflow commands and already quoted; everything else is filtered for the terminal.
  const write = flags.format === 'github' ? (text: string) => process.stdout.write(text) : print;
  write(
    printFindings(shown, flags.format, {
      files: folders.flatMap(({ sources }) => sources.map(({ file }) => file)),
      rules: documented,
      version: packageFile.version,
      color: hasColor(process.stdout),
      suppressed: checked.reduce((total, { suppressed }) => total + suppressed, kept.suppressed),
      read: { ...coverageOf(folders, rulesOf(flags.preset, [...rules, ...own]).length) },
      unchecked: kept.found.filter(isUnchecked),
      most: flags.maxFindings,
      quiet: flags.quiet ?? false,
    }),
  );
  if (kept.found.some((one) => isFailure(one, flags))) throw new FindingsError();
}

const GRAVITY: Readonly<Record<Severity, number>> = { note: 0, warning: 1, error: 2 };

/** Notes about unchecked things are not failures of the folder. */
function isFailure({ severity, id }: Diagnostic, { strict }: ValidateFlags): boolean {
  return severity === 'error' || (strict === true && (severity === 'warning' || !id.startsWith('unchecked/')));
}

/** Removes the findings in the baseline, or writes the current ones to it. */
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
      message: `${file} is not a baseline file.`,
      hint: 'Write one with --update-baseline.',
    });
  const kept = withoutBaseline(found, baseline);
  if (kept.fixed > 0)
    process.stderr.write(
      `${counted(kept.fixed, 'finding')} of ${file} can be removed: update it with --update-baseline.\n`,
    );
  return kept;
}

/** Adds the definitions of objects if the folder is built by this project; compile errors are left to the build. */
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
    const { compiled } = await compileProject(first);
    return folders.reduce<readonly Diagnostic[]>((list, folder) => withDefinitions(list, folder, compiled), found);
  } catch (error) {
    if (error instanceof UserError) return found;
    throw error;
  }
}
