import type { ErrorObject } from 'ajv';

import { nearest } from '../../diagnostics/nearest.ts';
import type { Path } from '../../folder/source/source.ts';
import { schemasAt, stepsOf } from './pointer.ts';
import type { ProblemKind, SchemaProblem } from './problem.ts';
import type { Schema } from '../../grafana/schemas/schema.ts';
import { found, oneOfText, wanted } from './words.ts';

/** What the errors of a validator come to. */
export interface Collapsing {
  readonly schema: Schema;
  readonly value: unknown;
  /** A text whose content nobody knows before Grafana reads it is never wrong. */
  readonly isUnknown: (value: unknown, path: Path) => boolean;
  /** Whether a value of another type than the schema's does no harm. */
  readonly tolerates?: (value: unknown, schema: Schema) => boolean;
  /** What comes of a wrong value where the schema does not say. */
  readonly outcome: string;
  /** What comes of a key that nobody knows, as the rest of a sentence. */
  readonly unknownKey: string;
}

/** Keywords that only say that a part of them failed. */
const STRUCTURE = new Set(['if', 'allOf', 'anyOf', 'oneOf']);
/** So many known keys are told; `pf-grafana schema` has all. */
const SHOWN = 20;
const GRAVEST: readonly ProblemKind[] = ['type', 'required', 'value', 'unknown-key'];

/**
 * One problem for each wrong place: not one more for each schema that the place belongs to, nor a missing key beside
 * its misspelling.
 */
export function collapse(errors: readonly ErrorObject[], collapsing: Collapsing): SchemaProblem[] {
  const problems = errors
    .filter(({ keyword }) => !STRUCTURE.has(keyword))
    .flatMap((error) => problemOf(error, collapsing));
  const places = new Map<string, SchemaProblem>();
  for (const problem of problems) {
    const place = JSON.stringify(problem.path);
    const known = places.get(place);
    if (!known || GRAVEST.indexOf(problem.kind) < GRAVEST.indexOf(known.kind)) places.set(place, problem);
  }
  const all = [...places.values()];
  const misspelt = all.filter(({ kind }) => kind === 'unknown-key').map(({ path }) => path);
  const isNeeded = ({ kind, path }: SchemaProblem) =>
    kind !== 'required' ||
    !(
      misspelt.some((key) => isMisspelling(key, path)) ||
      all.some((other) => other.kind === 'required' && isBelow(other.path, path))
    );
  return all.filter(isNeeded);
}

/** Of an empty object, the member that it lacks says more. */
function isBelow(path: Path, outer: Path): boolean {
  return path.length > outer.length && outer.every((step, index) => step === path[index]);
}

/** Whether a key is what somebody wrote for the missing one beside it. */
function isMisspelling(path: Path, missing: Path): boolean {
  const key = String(path.at(-1));
  return (
    JSON.stringify(path.slice(0, -1)) === JSON.stringify(missing.slice(0, -1)) &&
    nearest(key, [String(missing.at(-1))]).length > 0
  );
}

function problemOf(
  error: ErrorObject,
  { schema: root, value, isUnknown, tolerates, ...words }: Collapsing,
): SchemaProblem[] {
  const path = stepsOf(error.instancePath, value);
  const actual: unknown = error.data;
  if (isUnknown(actual, path)) return [];
  const schema = error.parentSchema as Schema;
  if (isReportedElsewhere(error, schema)) return [];
  const params = error.params as Readonly<Record<string, unknown>>;
  const shown = isSecret(path) ? 'a value' : found(actual);
  const severity =
    schema['x-tolerated'] || (error.keyword === 'type' && tolerates?.(actual, schema)) ? 'warning' : 'error';
  const outcome =
    schema['x-outcome'] ??
    schemasAt(root, error.schemaPath).findLast((one) => one['x-outcome'])?.['x-outcome'] ??
    words.outcome;
  const trap = schema['x-trap'];
  const because = `${trap === undefined ? '' : `: ${trap}`}, so ${outcome}`;
  const problem = (kind: ProblemKind, rest: Pick<SchemaProblem, 'say' | 'hint'>, at: Path = path): SchemaProblem[] => [
    { kind, path: at, part: 'value', severity, ...rest },
  ];
  switch (error.keyword) {
    case 'additionalProperties':
      return [unknownKey(path, String(params['additionalProperty']), schema, words.unknownKey)];
    case 'required': {
      const key = String(params['missingProperty']);
      const twin =
        schema['x-any-case'] &&
        Object.keys(Object(actual) as object).some((other) => other.toLowerCase() === key.toLowerCase());
      return twin
        ? []
        : problem('required', { say: (name) => `lacks ${name}${because}.`, hint: `Add ${key}.` }, [...path, key]);
    }
    case 'type':
      if (actual === null)
        return problem('required', {
          say: (name) => `has no value for ${name}${because}.`,
          hint: `Write ${wanted(schema)}.`,
        });
      return problem('type', {
        say: (name) => `has ${shown} as ${name}, where ${wanted(schema)} is read${because}.`,
        hint: `Write ${wanted(schema)}.`,
      });
    case 'pattern':
      if (schema['x-scalar'])
        return problem('type', {
          say: (name) => `has ${shown} as ${name}, where ${wanted(schema)} is read${because}.`,
          hint: `Write ${wanted(schema)}.`,
        });
      if (schema.pattern === '\\S')
        return problem('required', { say: (name) => `has an empty ${name}${because}.`, hint: 'Write a text.' });
      return problem('value', {
        say: (name) => `has ${shown} as ${name}, which has not the form it needs${because}.`,
        hint: formHint(schema),
      });
    case 'minItems':
    case 'minProperties':
      if (Object.keys(Object(actual) as object).length === 0)
        return problem('required', {
          say: (name) => `has an empty ${name}${because}.`,
          hint: 'Fill it, or remove what holds it.',
        });
      return problem('value', {
        say: (name) => `has too few entries in ${name}${because}.`,
        hint: `There must be ${String(params['limit'])}.`,
      });
    case 'maxItems':
      return problem('value', {
        say: (name) => `has too many entries in ${name}${because}.`,
        hint: `There may be ${String(params['limit'])}.`,
      });
    case 'enum':
    case 'const': {
      const values = (schema.enum ?? [schema.const]).filter((one) => one !== null && one !== '');
      const sameLetters =
        schema['x-any-case'] === true &&
        values.find((one) => String(one).toLowerCase() === String(actual).toLowerCase());
      if (sameLetters)
        return [
          {
            kind: 'value',
            path,
            part: 'value',
            severity: 'warning',
            say: (name) => `has ${shown} as ${name}, which only newer releases take for ${String(sameLetters)}.`,
            hint: `Write ${String(sameLetters)}.`,
          },
        ];
      const near =
        typeof actual === 'string'
          ? nearest(
              actual,
              values.filter((one) => typeof one === 'string'),
            )
          : [];
      return problem('value', {
        say: (name) => `has ${shown} as ${name}, which is none of its values${because}.`,
        hint: near.length > 0 ? `Did you mean ${near.join()}?` : `Write ${oneOfText(values)}.`,
      });
    }
    case 'not':
      return problem('value', {
        say: (name) => `has members in ${name === '' ? 'it' : name} that may not be there${because}.`,
        hint: 'Remove them.',
      });
    default:
      return problem(schema['x-scalar'] ? 'type' : 'value', {
        say: (name) => `has ${shown} as ${name}, which is out of range${because}.`,
        hint:
          schema['x-form'] === undefined
            ? `Write ${wanted(schema)} ${String(params['comparison'] ?? '')} ${String(params['limit'] ?? '')}.`
            : formHint(schema),
      });
  }
}

/** What a rule of its own says better; of a list in the place of a duration it says nothing. */
function isReportedElsewhere({ keyword, data, params }: ErrorObject, schema: Schema): boolean {
  if (keyword === 'required')
    return (
      schema.properties?.[String((params as { missingProperty?: unknown }).missingProperty)]?.['x-checked']?.includes(
        'missing',
      ) ?? false
    );
  const isMissing = data === null || data === '';
  if (isMissing || (typeof data === 'object' && schema.type !== 'array'))
    return isMissing && (schema['x-checked']?.includes('missing') ?? false);
  return schema['x-checked']?.includes('value') ?? false;
}

function formHint(schema: Schema): string {
  return schema['x-form'] === undefined
    ? schema['x-trap'] === undefined
      ? `It has to match ${schema.pattern ?? 'the schema'}.`
      : `Mind: ${schema['x-trap']}.`
    : `Write ${schema['x-form']}.`;
}

/** What may be a secret is not repeated. */
function isSecret(path: Path): boolean {
  return path.some(
    (step) =>
      step === 'secureJsonData' ||
      (typeof step === 'string' && /password|token|secret|key|credentials|^url$/i.test(step)),
  );
}

function unknownKey(path: Path, key: string, schema: Schema, rest: string): SchemaProblem {
  const known = Object.keys(schema.properties ?? {});
  const sameLetters = known.find((one) => one.toLowerCase() === key.toLowerCase());
  const [near] = sameLetters === undefined ? nearest(key, known) : [sameLetters];
  const elsewhere = schema['x-elsewhere']?.[key];
  const place = {
    kind: 'unknown-key',
    path: [...path, key],
    part: 'key',
    sameLetters: sameLetters !== undefined,
  } as const;
  if (sameLetters !== undefined && schema['x-any-case']) {
    return {
      ...place,
      severity: 'warning',
      say: (name) => `has the key ${name}, which Grafana takes for ${sameLetters} only because it ignores case here.`,
      hint: `Write ${sameLetters}.`,
    };
  }
  return {
    ...place,
    // What a plugin does not know is kept and ignored; the wrong case of a known key is certainly a mistake.
    severity: schema['x-tolerated'] && sameLetters === undefined ? 'warning' : 'error',
    say: (name) =>
      schema['x-tolerated']
        ? `has the key ${name}, which the plugin is not known to read.`
        : `has the key ${name}, which ${rest}.`,
    hint:
      elsewhere !== undefined
        ? `Write it into ${elsewhere}.`
        : near === undefined
          ? `Known keys: ${known.length > SHOWN ? `${known.slice(0, SHOWN).join(', ')}, …` : `${known.join(', ')}.`}`
          : `Did you mean ${near}?`,
  };
}
