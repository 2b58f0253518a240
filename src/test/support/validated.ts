import { stringify } from 'yaml';

import type { Diagnostic } from '../../diagnostics/diagnostics.ts';
import { memoryTree } from '../../folder/file-tree.ts';
import { findFoldersOrNone, type FolderOptions, openFolder } from '../../folder/open-folder.ts';
import type { Rule } from '../../validate/rule.ts';
import { validateFolder, type ValidateOptions } from '../../validate/validate.ts';

type Files = Readonly<Record<string, string>>;
type Options = ValidateOptions & FolderOptions;
type Json = Readonly<Record<string, unknown>>;

/**
 * The validator's findings for files given by path (`provisioning/alerting/a.yaml`): `file:line:column id`, one per
 * finding.
 */
export function validated(files: Files, rules: readonly Rule[], options: Options = {}): string[] {
  return diagnosticsOf(files, rules, options).map(
    ({ at, id }) => `${at?.file}:${at?.line ?? ''}:${at?.column ?? ''} ${id}`,
  );
}

/**
 * The same as JSON pointers: `/groups/0/rules/1/uid`, for tests in which the object matters, not the text around it.
 */
export function pointers(files: Files, rule: Rule, options: Options = {}): string[] {
  return diagnosticsOf(files, [rule], { ...options, preset: rule.presets?.[0] ?? 'recommended' }).map(
    ({ pointer, severity }) => (severity === rule.severity ? (pointer ?? '') : `${severity} ${pointer}`),
  );
}

/** All findings of the rules for files. */
export function diagnosticsOf(files: Files, rules: readonly Rule[], options: Options = {}): Diagnostic[] {
  const tree = memoryTree(new Map(Object.entries(files)), '');
  return findFoldersOrNone(tree, '').flatMap((root) =>
    validateFolder(openFolder(tree, root, { sources: options.elsewhere?.datasources ?? new Map(), ...options }), {
      ...options,
      rules,
    }),
  );
}

/** An alerting file with these top-level lists. */
export function alerting(value: Json, name = 'a'): Files {
  return { [`provisioning/alerting/${name}.yaml`]: stringify({ apiVersion: 1, ...value }) };
}

/** An alerting file with one group of these rules. */
export function alertRules(...rules: readonly Json[]): Files {
  return alerting({ groups: [{ orgId: 1, name: 'g', folder: 'f', interval: '1m', rules }] });
}

/** A file of these data sources. */
export function datasources(...sources: readonly Json[]): Files {
  return { 'provisioning/datasources/d.yaml': stringify({ apiVersion: 1, datasources: sources }) };
}

/** A provider file, and dashboards by path below its folder. */
export function dashboards(files: Readonly<Record<string, Json>>, provider: Json = {}): Files {
  return {
    'provisioning/dashboards/p.yaml': stringify({
      apiVersion: 1,
      providers: [
        {
          name: 'p',
          type: 'file',
          options: { path: '/var/lib/grafana/dashboards', foldersFromFilesStructure: true },
          ...provider,
        },
      ],
    }),
    ...Object.fromEntries(Object.entries(files).map(([path, json]) => [`dashboards/${path}`, JSON.stringify(json)])),
  };
}

/** One dashboard with these panels. */
export function panels(...list: readonly Json[]): Files {
  return dashboards({ 'f/a.json': { uid: 'a', title: 'A', panels: list } });
}
