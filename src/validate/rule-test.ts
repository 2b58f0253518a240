import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import type { Rule } from './rule.ts';

/** A folder, and where a rule finds something in it. */
export interface RuleCase {
  readonly name: string;
  /**
   * Files by path, such as `dashboards/a.json` and `provisioning/alerting/a.yaml`; objects are written as JSON, which
   * is valid YAML. Dashboards need no provider.
   */
  readonly files: Readonly<Record<string, unknown>>;
  /**
   * JSON pointers of the expected findings, such as `/panels/0/title`, in the order of files and lines; empty for a
   * valid folder.
   */
  readonly found: readonly string[];
}

/**
 * Runs a rule on small folders and throws an error that lists every case with other findings than expected; returns the
 * findings of all cases, so that a test can check their messages.
 */
export async function ruleTest(rule: Rule, cases: readonly RuleCase[]): Promise<Diagnostic[]> {
  const { memoryTree } = await import('../folder/file-tree.ts');
  const { findFoldersOrNone, openFolder } = await import('../folder/open-folder.ts');
  const { prepareQueries } = await import('../folder/expressions/prepare.ts');
  const { validateFolder } = await import('./validate.ts');
  const problems = documentation(rule);
  const all: Diagnostic[] = [];
  for (const { name, files, found } of cases) {
    const tree = memoryTree(new Map(Object.entries(files).map(([path, value]) => [path, textOf(value)])), '');
    const said: Diagnostic[] = [];
    for (const root of findFoldersOrNone(tree, '')) {
      const folder = openFolder(tree, root);
      const preset = rule.presets?.[0] ?? 'recommended';
      const findings = validateFolder(folder, { rules: [rule], preset, queries: await prepareQueries(folder) });
      // A file that cannot be read is a mistake in the test, not a finding of the rule.
      const unread = findings.find(({ id }) => id !== rule.id);
      if (unread) problems.push(`${name}: ${unread.at?.file ?? ''} ${unread.message}`);
      said.push(...findings.filter(({ id }) => id === rule.id));
    }
    const pointers = said.map(({ pointer = '' }) => pointer);
    if (pointers.join('\n') !== found.join('\n'))
      problems.push(`${name}: found ${listed(pointers)}, expected ${listed(found)}`);
    all.push(...said);
  }
  if (problems.length > 0) throw new Error(`Rule ${rule.id}:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
  return all;
}

/** The problems of a rule's documentation, which `pf-grafana explain` prints. */
function documentation(rule: Rule): string[] {
  const texts = ['description', 'why', 'bad', 'good'] as const;
  return [
    ...(/^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/.test(rule.id) ? [] : ['its id is not of the form scope/what']),
    ...texts.filter((name) => rule[name].trim() === '').map((name) => `its ${name} is empty`),
  ];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}

function listed(pointers: readonly string[]): string {
  return pointers.length === 0 ? 'nothing' : pointers.join(', ');
}
