import { validators } from 'virtual:validators';

import { isOldestForm } from '../../folder/entities/datasources.ts';
import type { ProvisioningFile } from '../../folder/folder.ts';
import { isObject, listOf } from '../../folder/json.ts';
import { getOrInsert } from '../../folder/get-or-insert.ts';
import { isUnknown } from '../../folder/loaded.ts';
import type { Path } from '../../folder/source/source.ts';
import type { Release } from '../../grafana/release.ts';
import { collapse } from './collapse.ts';
import { valueAt } from './pointer.ts';
import type { SchemaProblem } from './problem.ts';
import { provisioningSchemas } from '../../grafana/schemas/index.ts';
import { versionProblems } from './version-problems.ts';
import { walk } from './walk.ts';

const known = new WeakMap<ProvisioningFile, readonly SchemaProblem[]>();

/** Everything that the schema of its kind says of a provisioning file; the rules share one run. */
export function fileProblems(file: ProvisioningFile): readonly SchemaProblem[] {
  return getOrInsert(known, file, () => validated(file));
}

/** Keys and values of a provisioning file that a release does not know. */
export function fileVersionProblems(file: ProvisioningFile, target: Release): SchemaProblem[] {
  return isObject(file.source.value) && !isOldest(file)
    ? versionProblems(provisioningSchemas[file.kind], file.json, target)
    : [];
}

function validated(file: ProvisioningFile): SchemaProblem[] {
  const { value } = file.source;
  // An unreadable file has a finding of its own, and an empty one does nothing.
  if (value === undefined || value === null) return [];
  if (Array.isArray(value) && file.kind === 'dashboards') return oldestProviders(file, value);
  return validatedAs(file, isObject(value) ? file.json : value);
}

/** A list is the oldest form of providers: today's form except for one key, and for the map around it. */
function oldestProviders(file: ProvisioningFile, list: readonly unknown[]): SchemaProblem[] {
  const providers = list.map((entry) => {
    if (!isObject(entry)) return entry;
    const { org_id: orgId, ...others } = entry;
    return orgId === undefined ? others : { ...others, orgId };
  });
  return validatedAs(file, { apiVersion: 1, providers }).map((problem) => ({
    ...problem,
    path: problem.path.slice(1),
  }));
}

function validatedAs(file: ProvisioningFile, json: unknown): SchemaProblem[] {
  const validate = validators[`file ${file.kind}`];
  const errors = validate === undefined || validate(json) ? [] : (validate.errors ?? []);
  const problems = collapse(errors, {
    schema: provisioningSchemas[file.kind],
    value: json,
    isUnknown: (text, path) => isUnknownText(text, path, file),
    outcome: 'Grafana refuses to start',
    unknownKey: 'Grafana does not know here and silently drops',
  });
  const meant = problems.filter((problem) => !bringsNothing(problem, json));
  return isOldest(file) ? oldestForm(file, meant) : [...meant, ...misspeltNumbers(file)];
}

/** A key of an old form without a value has nothing that could be dropped; a setting without one is as good as absent. */
function bringsNothing({ kind, path, hint }: SchemaProblem, json: unknown): boolean {
  const value = valueAt(json, path) ?? null;
  if (kind === 'unknown-key') return value === null || (value === '' && !hint.startsWith('Did you mean'));
  return (
    value === null && (path.at(-1) === 'foldersFromFilesStructure' || (kind === 'value' && path.includes('jsonData')))
  );
}

/** In a plugin's file nothing was expanded, so a `$` itself is the unknown. */
function isUnknownText(value: unknown, path: Path, file: ProvisioningFile): boolean {
  return isUnknown(file, ...path) || (file.kind === 'plugins' && typeof value === 'string' && value.includes('$'));
}

/** A text or a list has no form at all, and Grafana cannot read it. */
function isOldest(file: ProvisioningFile): boolean {
  return file.kind === 'datasources' && isObject(file.source.value) && isOldestForm(file);
}

function oldestForm({ json }: ProvisioningFile, problems: readonly SchemaProblem[]): SchemaProblem[] {
  const written = listOf(json['datasources']).flatMap((entry) => Object.keys(isObject(entry) ? entry : {}));
  const severity = written.some((key) => /[A-Z]/.test(key) || key === 'uid') ? 'error' : 'warning';
  return problems
    .filter(({ path }) => path.length === 1 && path[0] === 'apiVersion')
    .map((problem) => ({
      ...problem,
      severity,
      say: () =>
        'has no apiVersion, so Grafana reads the keys of its oldest format (org_id, json_data) and silently drops all others, including uid.',
      hint: 'Write apiVersion: 1, and the keys in camel case.',
    }));
}

/** What may be a number in other digits than decimal ones, with its sign apart. */
const ODD_NUMBER = /(?<=^|[\s:,[{])([-+]?)(0x[0-9a-f]+|0o[0-7]+|[0-9]*\.[0-9]*(?:e[-+]?[0-9]+)?|[0-9]+e[-+]?[0-9]+)/gi;

/** The values of such numbers: another value is written in decimal digits, and its place needs no look. */
function oddNumbers(text: string): ReadonlySet<number> {
  return new Set([...text.matchAll(ODD_NUMBER)].map(([, sign, digits]) => Number(digits) * (sign === '-' ? -1 : 1)));
}

/** `0x10` and `1.0` are whole numbers to a YAML reader, but Grafana reads the digits as they are written and stops. */
function misspeltNumbers(file: ProvisioningFile): SchemaProblem[] {
  const odd = oddNumbers(file.source.text);
  if (odd.size === 0) return [];
  const problems: SchemaProblem[] = [];
  walk(provisioningSchemas[file.kind], file.json, (schema, value, path) => {
    if (
      schema['x-scalar'] !== 'int' ||
      typeof value !== 'number' ||
      !Number.isInteger(value) ||
      !odd.has(value) ||
      typeof valueAt(file.source.value, path) !== 'number'
    )
      return;
    const { excerpt = '', column = 1, endColumn = 1 } = file.source.position(path);
    const written = excerpt.slice(column - 1, endColumn - 1);
    if (/^[+-]?[0-9]+$/.test(written)) return;
    problems.push({
      kind: 'type',
      path,
      part: 'value',
      severity: 'error',
      say: (name) =>
        `has ${written} as ${name}, but only plain decimal digits are allowed, so Grafana refuses to start.`,
      hint: `Write ${value}.`,
    });
  });
  return problems;
}
