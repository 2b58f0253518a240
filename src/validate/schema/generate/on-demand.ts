import { compileFunction } from 'node:vm';

import type { ValidateFunction } from 'ajv';

import type { Schema } from '../../../grafana/schemas/schema.ts';

/** Validators by name, each compiled from its source when it is asked for: a run needs a few of them. */
export function compiled(sources: Readonly<Record<string, string>>): Readonly<Record<string, ValidateFunction>> {
  return onDemand(sources, (source) => {
    const module: { exports: { validate?: ValidateFunction } } = { exports: {} };
    compileFunction(source, ['module', 'exports'])(module, module.exports);
    if (!module.exports.validate) throw new Error('The source of a validator exports none.');
    return module.exports.validate;
  });
}

/** Schemas by name, each parsed when it is asked for. */
export function parsed(texts: Readonly<Record<string, string>>): Readonly<Record<string, Schema>> {
  // They were written as JSON when the program was bundled.
  return onDemand(texts, (text) => JSON.parse(text) as Schema);
}

function onDemand<T>(texts: Readonly<Record<string, string>>, make: (text: string) => T): Readonly<Record<string, T>> {
  const made: Record<string, T> = {};
  for (const [name, text] of Object.entries(texts))
    Object.defineProperty(made, name, {
      enumerable: true,
      configurable: true,
      get: () => {
        const value = make(text);
        Object.defineProperty(made, name, { value, enumerable: true });
        return value;
      },
    });
  return made;
}
