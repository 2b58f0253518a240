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

/** Every schema problem of a provisioning file. Cached, because several rules share it. */
export function fileProblems(file: ProvisioningFile): readonly SchemaProblem[] {
  return getOrInsert(known, file, () => validated(file));
}

/** Keys and values of a provisioning file that a release does not support. */
export function fileVersionProblems(file: ProvisioningFile, target: Release): SchemaProblem[] {
  return isObject(file.source.value) && !isOldest(file)
    ? versionProblems(provisioningSchemas[file.kind], file.json, target)
    : [];
}

function validated(file: ProvisioningFile): SchemaProblem[] {
  const { value } = file.source;
  // An unreadable file is reported separately, and an empty one has no effect.
  if (value === undefined || value === null) return [];
  if (Array.isArray(value) && file.kind === 'dashboards') return oldestProviders(file, value);
  return validatedAs(file, isObject(value) ? file.json : value);
}

/** A list is the oldest format of providers: the current format except for one key and the enclosing map. */
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

/**
 * Whether a problem has no effect: an old key without a value has nothing to drop, and an empty setting counts as
 * absent.
 */
function bringsNothing({ kind, path, hint }: SchemaProblem, json: unknown): boolean {
  const value = valueAt(json, path) ?? null;
  if (kind === 'unknown-key') return value === null || (value === '' && !hint.startsWith('Did you mean'));
  return (
    value === null && (path.at(-1) === 'foldersFromFilesStructure' || (kind === 'value' && path.includes('jsonData')))
  );
}

/** In plugin files nothing has been expanded yet, so any text with a `$` is unknown. */
function isUnknownText(value: unknown, path: Path, file: ProvisioningFile): boolean {
  return isUnknown(file, ...path) || (file.kind === 'plugins' && typeof value === 'string' && value.includes('$'));
}

/** Whether a data source file is in the oldest format; a text or a list has no format, and Grafana cannot read it. */
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

/** A possible number that is not in plain decimal digits, with its sign separate. */
const ODD_NUMBER = /(?<=^|[\s:,[{])([-+]?)(0x[0-9a-f]+|0o[0-7]+|[0-9]*\.[0-9]*(?:e[-+]?[0-9]+)?|[0-9]+e[-+]?[0-9]+)/gi;

/** The values of such numbers: any other value is in decimal digits, so its place need not be checked. */
function oddNumbers(text: string): ReadonlySet<number> {
  return new Set([...text.matchAll(ODD_NUMBER)].map(([, sign, digits]) => Number(digits) * (sign === '-' ? -1 : 1)));
}

/**
 * A YAML reader accepts `0x10` and `1.0` as integers, but Grafana parses the digits as written and refuses to start.
 */
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
