import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { validators } from 'virtual:validators';

import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import { didYouMean } from '../diagnostics/nearest.ts';
import type { Locate } from './load.ts';
import { withoutMovedKeys } from './moved-keys.ts';
import { configSchema } from './schema.ts';

/** Keywords that only report that a subschema failed; a wrong key is reported once, by `propertyNames`. */
const STRUCTURE = new Set(['if', 'allOf', 'anyOf']);

/** Checks a configuration against its schema: one finding per wrong value, named by its path in the file. */
export function checkConfig(config: unknown, locate: Locate): Diagnostic[] {
  const { rest, problems } = withoutMovedKeys(config, locate);
  return [...problems, ...schemaProblems(configSchema(), rest, locate)];
}

/** Checks the facts of a project. */
export function checkProject(facts: unknown, locate: Locate): Diagnostic[] {
  const { project } = validators;
  if (!project) throw new Error('The schema of a project was not compiled.');
  return problemsOf(project, facts, locate, []);
}

/** Validates a value against a schema; messages prefix its paths with `above`. */
export function schemaProblems(
  schema: object,
  value: unknown,
  locate: Locate,
  above: readonly string[] = [],
): Diagnostic[] {
  // Optimising the compiled code, and validating our own schemas each time, would take longer than running them once.
  const ajv = new Ajv({
    allErrors: true,
    strict: false,
    verbose: true,
    inlineRefs: false,
    meta: false,
    validateSchema: false,
    code: { optimize: false },
  });
  return problemsOf(ajv.compile(schema), value, locate, above);
}

function problemsOf(
  validate: ValidateFunction,
  value: unknown,
  locate: Locate,
  above: readonly string[],
): Diagnostic[] {
  if (validate(value)) return [];
  const findings = (validate.errors ?? [])
    .filter((error) => !STRUCTURE.has(error.keyword) && error.propertyName === undefined)
    .map((error) => finding(error, locate, above));
  return findings.filter((one, index) => findings.findIndex((other) => other.message === one.message) === index);
}

function finding(error: ErrorObject, locate: Locate, above: readonly string[]): Diagnostic {
  const path = error.instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const name = [...above, ...path].join('.') || 'The configuration';
  const at = (extra: readonly string[] = []) => ({ at: locate([...path, ...extra]) });
  const params = error.params as Readonly<Record<string, unknown>>;
  const parent = error.parentSchema as { properties?: object; description?: string } | undefined;
  switch (error.keyword) {
    case 'additionalProperties': {
      const key = String(params['additionalProperty']);
      return {
        severity: 'error',
        id: 'config/unknown-key',
        message: `${above.length + path.length > 0 ? `${name} has` : 'There is'} an unknown key "${key}", which would be ignored.`,
        hint: `Known keys: ${Object.keys(parent?.properties ?? {}).join(', ')}.${didYouMean(key, Object.keys(parent?.properties ?? {}))}`,
        ...at([key]),
      };
    }
    case 'propertyNames':
      return {
        severity: 'error',
        id: 'config/key',
        message: `${name} has the key "${String(params['propertyName'])}", which is not a valid name here.`,
        hint: 'Use lower-case letters, digits and "-" for receivers, environments ("all" is taken) and tenants, and label names for a selector.',
        ...at(),
      };
    case 'required':
      return {
        severity: 'error',
        id: 'config/missing-key',
        message: `${name} lacks the key "${String(params['missingProperty'])}".`,
        hint: 'Add it.',
        ...at(),
      };
    default:
      if (parent?.description === 'secret')
        return {
          severity: 'error',
          id: 'config/secret',
          message: `${name} is a secret and must not be written in plain text.`,
          hint: "Use env('NAME') or file('/path'); in YAML, { env: NAME }.",
          ...at(),
        };
      if (parent?.description === 'duration' && error.keyword === 'pattern')
        return {
          severity: 'error',
          id: 'config/value',
          message: `${name} is not a valid duration: ${JSON.stringify(error.data)}.`,
          hint: 'Write whole numbers with units, such as 5m or 1h30m.',
          ...at(),
        };
      return {
        severity: 'error',
        id: 'config/value',
        message: `${name} ${mustBe(error)}${allowed(params['allowedValues'])}.`,
        hint: hintFor(error),
        ...at(),
      };
  }
}

/** The allowed values, if there are few enough to read. */
function allowed(values: unknown): string {
  return Array.isArray(values) && values.length <= 20 ? `: ${values.join(', ')}` : '';
}

/** JSON types in plain words. */
const TYPES: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'keys with values',
};
const BOUNDS: Readonly<Record<string, string>> = { maximum: 'at most', minimum: 'at least' };

function typesIn(error: ErrorObject): string {
  const types = [(error.params as { type: unknown }).type].flat().flatMap((type) => String(type).split(','));
  return types.map((type) => TYPES[type] ?? type).join(' or ');
}

function mustBe(error: ErrorObject): string {
  if (error.keyword === 'type') return `must be ${typesIn(error)}`;
  const bound = BOUNDS[error.keyword];
  if (bound === undefined) return error.message ?? 'is wrong';
  return `is ${String(error.data)}, and must be ${bound} ${String((error.params as { limit: unknown }).limit)}`;
}

function hintFor(error: ErrorObject): string {
  if (error.keyword === 'type') return `Write ${typesIn(error)}.`;
  const { limit, allowedValues } = error.params as { readonly limit?: unknown; readonly allowedValues?: unknown };
  // The limit of 1 exists to catch 15 written for 15 %.
  if (error.keyword === 'maximum' && limit === 1) return 'Write a share as a fraction: 0.2 for 20 %.';
  const near = Array.isArray(allowedValues) ? didYouMean(String(error.data), allowedValues.map(String)) : '';
  return `docs/configuration.md of pf-grafana lists the keys.${near}`;
}
