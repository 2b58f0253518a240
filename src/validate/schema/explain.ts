import type { ErrorObject } from 'ajv';

import { nearest } from '../../diagnostics/nearest.ts';
import { getOrInsert } from '../../folder/get-or-insert.ts';
import type { Path } from '../../folder/source/source.ts';
import { mayHoldSecret } from '../../grafana/secrets.ts';
import { schemasAt, stepsOf } from './pointer.ts';
import type { ProblemKind, SchemaProblem } from './problem.ts';
import type { Schema } from '../../grafana/schemas/schema.ts';
import { found, oneOfText, wanted } from './words.ts';
import type { JsonObject } from '../../folder/json.ts';
import { own } from '../../grafana/own.ts';

/** The context for turning validator errors into problems. */
export interface Collapsing {
  readonly schema: Schema;
  readonly value: unknown;
  /** Whether a text's content is unknown before Grafana reads it; such a text is never wrong. */
  readonly isUnknown: (value: unknown, path: Path) => boolean;
  /** Whether a value of a wrong type does no harm. */
  readonly tolerates?: (value: unknown, schema: Schema) => boolean;
  /** The effect of a wrong value, unless the schema names one. */
  readonly outcome: string;
  /** The effect of an unknown key, as the end of a sentence. */
  readonly unknownKey: string;
}

/** How many known keys are listed; `pf-grafana schema` prints all. */
const SHOWN = 20;

/** A validator error, with what its message needs. */
interface Fault {
  readonly keyword: string;
  readonly path: Path;
  readonly actual: unknown;
  readonly schema: Schema;
  readonly params: JsonObject;
  /** The value for a message; a possible secret is not repeated. */
  readonly shown: string;
  readonly severity: SchemaProblem['severity'];
  /** `, so Grafana refuses it`: the end of every sentence. */
  readonly because: string;
  /** The effect of an unknown key, as the end of a sentence. */
  readonly unknownKey: string;
}

/** The problem for a validator error; none when another rule reports it better. */
export function explained(error: ErrorObject, collapsing: Collapsing): SchemaProblem[] {
  const path = stepsOf(error.instancePath, collapsing.value);
  // The validators are compiled with `verbose`, so each error carries its schema.
  const schema = error.parentSchema as Schema;
  if (collapsing.isUnknown(error.data, path) || isReportedElsewhere(error, schema)) return [];
  const explain = explanations[error.keyword] ?? outOfRange;
  return explain(faultOf(error, path, schema, collapsing));
}

function faultOf(error: ErrorObject, path: Path, schema: Schema, collapsing: Collapsing): Fault {
  const { data: actual, keyword, params } = error;
  const isTolerated = schema['x-tolerated'] || (keyword === 'type' && collapsing.tolerates?.(actual, schema));
  const outcome =
    schema['x-outcome'] ??
    schemasAt(collapsing.schema, error.schemaPath).findLast((outer) => outer['x-outcome'])?.['x-outcome'] ??
    collapsing.outcome;
  const trap = schema['x-trap'] === undefined ? '' : `: ${schema['x-trap']}`;
  return {
    keyword,
    path,
    actual,
    schema,
    params,
    shown: mayHoldSecret(path) || path.includes('url') ? 'a value' : found(actual),
    severity: isTolerated ? 'warning' : 'error',
    because: `${trap}, so ${outcome}`,
    unknownKey: collapsing.unknownKey,
  };
}

type Explain = (fault: Fault) => SchemaProblem[];

/** The explanation for each schema keyword; `outOfRange` for all others. */
const explanations: Readonly<Record<string, Explain>> = {
  additionalProperties: ({ path, params, schema, unknownKey: rest }) => [
    unknownKey(path, String(params['additionalProperty']), schema, rest),
  ],
  required: missingKey,
  type: (fault) => {
    if (fault.actual !== null) return wrongType(fault);
    const hint = `Write ${wanted(fault.schema)}.`;
    return problem(fault, 'required', (name) => `has no value for ${name}${fault.because}.`, hint);
  },
  pattern: (fault) => {
    const { schema, shown, because } = fault;
    if (schema['x-scalar']) return wrongType(fault);
    if (schema.pattern === '\\S')
      return problem(fault, 'required', (name) => `has an empty ${name}${because}.`, 'Write a string.');
    const say = (name: string) => `has ${shown} as ${name}, which does not have the required form${because}.`;
    return problem(fault, 'value', say, formHint(schema));
  },
  minItems: tooFew,
  minProperties: tooFew,
  maxItems: (fault) => {
    const say = (name: string) => `has too many entries in ${name}${fault.because}.`;
    return problem(fault, 'value', say, `There may be ${String(fault.params['limit'])}.`);
  },
  enum: noneOfItsValues,
  const: noneOfItsValues,
  not: (fault) => {
    const say = (name: string) =>
      `has members in ${name === '' ? 'it' : name} that are not allowed there${fault.because}.`;
    return problem(fault, 'value', say, 'Remove them.');
  },
};

function problem(
  { path, severity }: Fault,
  kind: ProblemKind,
  say: SchemaProblem['say'],
  hint: string,
): SchemaProblem[] {
  return [{ kind, path, part: 'value', severity, say, hint }];
}

function missingKey({ actual, params, path, schema, severity, because }: Fault): SchemaProblem[] {
  const key = String(params['missingProperty']);
  const keys = Object.keys(Object(actual) as object);
  const isThereInAnotherCase = schema['x-any-case'] && keys.some((other) => other.toLowerCase() === key.toLowerCase());
  if (isThereInAnotherCase) return [];
  return [
    {
      kind: 'required',
      path: [...path, key],
      part: 'value',
      severity,
      say: (name) => `lacks ${name}${because}.`,
      hint: `Add ${key}.`,
    },
  ];
}

function wrongType(fault: Fault): SchemaProblem[] {
  const { shown, schema, because } = fault;
  const say = (name: string) => `has ${shown} as ${name}, where ${wanted(schema)} is read${because}.`;
  return problem(fault, 'type', say, `Write ${wanted(schema)}.`);
}

function tooFew(fault: Fault): SchemaProblem[] {
  const { actual, params, because } = fault;
  const isEmpty = Object.keys(Object(actual) as object).length === 0;
  if (isEmpty)
    return problem(
      fault,
      'required',
      (name) => `has an empty ${name}${because}.`,
      'Fill it, or remove the object that contains it.',
    );
  const say = (name: string) => `has too few entries in ${name}${because}.`;
  return problem(fault, 'value', say, `There must be ${String(params['limit'])}.`);
}

function noneOfItsValues(fault: Fault): SchemaProblem[] {
  const { actual, schema, shown, because } = fault;
  const values = (schema.enum ?? [schema.const]).filter((value) => value !== null && value !== '');
  const isSameButForCase = (value: unknown) => String(value).toLowerCase() === String(actual).toLowerCase();
  const meant = schema['x-any-case'] ? values.find(isSameButForCase) : undefined;
  if (meant !== undefined && meant !== false) {
    const say = (name: string) => `has ${shown} as ${name}, which only newer releases read as ${String(meant)}.`;
    return problem({ ...fault, severity: 'warning' }, 'value', say, `Write ${String(meant)}.`);
  }
  const texts = values.filter((value) => typeof value === 'string');
  const near = typeof actual === 'string' ? nearest(actual, texts) : [];
  const say = (name: string) => `has ${shown} as ${name}, which is not one of its values${because}.`;
  return problem(fault, 'value', say, near.length > 0 ? `Did you mean ${near.join()}?` : `Write ${oneOfText(values)}.`);
}

function outOfRange(fault: Fault): SchemaProblem[] {
  const { schema, shown, because, params } = fault;
  const say = (name: string) => `has ${shown} as ${name}, which is out of range${because}.`;
  const limit = `${String(params['comparison'] ?? '')} ${String(params['limit'] ?? '')}`;
  const hint = schema['x-form'] === undefined ? `Write ${wanted(schema)} ${limit}.` : formHint(schema);
  return problem(fault, schema['x-scalar'] ? 'type' : 'value', say, hint);
}

/** Whether a separate rule reports the error better. Such a rule does not report a list in place of a duration. */
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
      ? `It must match ${schema.pattern ?? 'the schema'}.`
      : `Note: ${schema['x-trap']}.`
    : `Write ${schema['x-form']}.`;
}

interface LikeKeys {
  readonly sameLetters: string | undefined;
  readonly near: string | undefined;
}

/** The same key may be unknown in a thousand panels, so similar keys are looked up once. */
const likeKeys = new WeakMap<Schema, Map<string, LikeKeys>>();

function likeKeysOf(key: string, known: readonly string[]): LikeKeys {
  const sameLetters = known.find((one) => one.toLowerCase() === key.toLowerCase());
  return { sameLetters, near: sameLetters ?? nearest(key, known)[0] };
}

function unknownKey(path: Path, key: string, schema: Schema, rest: string): SchemaProblem {
  const known = Object.keys(schema.properties ?? {});
  const { sameLetters, near } = getOrInsert(
    getOrInsert(likeKeys, schema, () => new Map<string, LikeKeys>()),
    key,
    () => likeKeysOf(key, known),
  );
  const elsewhere = own(schema['x-elsewhere'], key);
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
      say: (name) => `has the key ${name}, which Grafana reads as ${sameLetters} only because it ignores case here.`,
      hint: `Write ${sameLetters}.`,
    };
  }
  return {
    ...place,
    // A plugin keeps and ignores unknown keys, but a known key in the wrong case is certainly a mistake.
    severity: schema['x-tolerated'] && sameLetters === undefined ? 'warning' : 'error',
    say: (name) =>
      schema['x-tolerated']
        ? `has the key ${name}, which the plugin does not read, as far as is known.`
        : `has the key ${name}, which ${rest}.`,
    hint:
      elsewhere !== undefined
        ? `Move it to ${elsewhere}.`
        : near === undefined
          ? `Known keys: ${known.length > SHOWN ? `${known.slice(0, SHOWN).join(', ')}, …` : `${known.join(', ')}.`}`
          : `Did you mean ${near}?`,
  };
}
