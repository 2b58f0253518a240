import { readFileSync } from 'node:fs';
import { compileFunction } from 'node:vm';

import type { ValidateFunction } from 'ajv';

import type { Schema } from '../../../grafana/schemas/schema.ts';

/** The places of texts in a file that holds many, by name. */
export type Places = Readonly<Record<string, readonly [start: number, end: number]>>;

/** The texts of a file, which is read when the first of them is needed. */
export function textsOf(file: URL): () => string {
  let text: string | undefined;
  return () => (text ??= readFileSync(file, 'utf8'));
}

/** Validators by name, each compiled from its source on first use, because a run needs few of them. */
export function compiled(places: Places, texts: () => string): Readonly<Record<string, ValidateFunction>> {
  return onDemand(places, texts, (source) => {
    const module: { exports: { validate?: ValidateFunction } } = { exports: {} };
    compileFunction(source, ['module', 'exports'])(module, module.exports);
    if (!module.exports.validate) throw new Error('The source of a validator exports no function "validate".');
    return module.exports.validate;
  });
}

/** Schemas by name, each parsed on first use. */
export function parsed(places: Places, texts: () => string): Readonly<Record<string, Schema>> {
  // They were written as JSON when the program was bundled.
  return onDemand(places, texts, (text) => JSON.parse(text) as Schema);
}

function onDemand<T>(places: Places, texts: () => string, make: (text: string) => T): Readonly<Record<string, T>> {
  const made: Record<string, T> = {};
  for (const [name, [start, end]] of Object.entries(places))
    Object.defineProperty(made, name, {
      enumerable: true,
      configurable: true,
      get: () => {
        const value = make(texts().slice(start, end));
        Object.defineProperty(made, name, { value, enumerable: true });
        return value;
      },
    });
  return made;
}
