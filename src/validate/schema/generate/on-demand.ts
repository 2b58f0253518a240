import { compileFunction } from 'node:vm';

import type { ValidateFunction } from 'ajv';

import type { Schema } from '../../../grafana/schemas/schema.ts';

/** Returns validators by name. Each is compiled from its source on first use, because a run needs only a few of them. */
export function compiled(sources: Readonly<Record<string, string>>): Readonly<Record<string, ValidateFunction>> {
  return onDemand(sources, (source) => {
    const module: { exports: { validate?: ValidateFunction } } = { exports: {} };
    compileFunction(source, ['module', 'exports'])(module, module.exports);
    if (!module.exports.validate) throw new Error('The source of a validator exports no function "validate".');
    return module.exports.validate;
  });
}

/** Returns schemas by name. Each is parsed on first use. */
export function parsed(texts: Readonly<Record<string, string>>): Readonly<Record<string, Schema>> {
  // The bundler wrote them as the JSON of schemas.
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
