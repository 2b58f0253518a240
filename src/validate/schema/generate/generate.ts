import { join } from 'node:path';

import { Ajv, type Options } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';

import { dashboardQueries } from '../dashboard-queries.ts';
import { provisioningSchemas } from '../../../grafana/schemas/index.ts';
import { transformationSchemas } from '../../../grafana/schemas/transformations.ts';
import type { Places } from './on-demand.ts';
import { sdkSchemas } from './sdk-types.ts';

type Named = readonly (readonly [name: string, schema: object])[];

/** What we write of a schema beside JSON Schema's own words. */
const NOTES = [
  'x-scalar',
  'x-since',
  'x-values-since',
  'x-required-before',
  'x-tolerated',
  'x-any-case',
  'x-trap',
  'x-elsewhere',
  'x-outcome',
  'x-form',
  'x-checked',
];
const SHARED = { allErrors: true, verbose: true, code: { source: true, lines: false } } as const satisfies Options;

/** A module with the validators, and the texts that it reads from a file next to it, so Node need not parse them. */
export interface Generated {
  readonly module: string;
  readonly texts: string;
}

/**
 * Returns the source of a module with one validator per schema, and one for each of `others`, whose errors have
 * messages; it imports nothing but Node's own modules, and reads `textsFile` beside it. `packageFolder` is the folder
 * with `node_modules` and the sources.
 */
export async function generate(
  packageFolder: string,
  textsFile: string,
  others: Readonly<Record<string, object>>,
): Promise<Generated> {
  const dashboards: Named = [
    ...sdkSchemas(packageFolder),
    ...Object.entries(dashboardQueries).map(([type, schema]) => [`query ${type}`, schema] as const),
  ];
  const ofFolder: Named = [
    ...Object.entries(provisioningSchemas).map(([kind, schema]) => [`file ${kind}`, schema] as const),
    ...Object.entries(transformationSchemas).map(([id, schema]) => [`transformation ${id}`, schema] as const),
    ...dashboards,
  ];
  const strict = { strict: true, strictRequired: false, strictTypes: false, strictTuples: false } as const;
  const ajv = new Ajv({ ...SHARED, ...strict, messages: false });
  ajv.addVocabulary(NOTES);
  const sources = {
    ...(await sourcesOf(ajv, ofFolder, packageFolder)),
    ...(await sourcesOf(new Ajv({ ...SHARED, strict: false }), Object.entries(others), packageFolder)),
  };
  const [texts, ofValidators, ofSchemas] = joined(
    sources,
    Object.fromEntries(dashboards.map(([name, schema]) => [name, JSON.stringify(schema)])),
  );
  const module = await bundled(
    `import { compiled, parsed, textsOf } from ${JSON.stringify(join(packageFolder, 'src/validate/schema/generate/on-demand.ts'))};
const texts = textsOf(new URL(${JSON.stringify(`./${textsFile}`)}, import.meta.url));
export const validators = compiled(${JSON.stringify(ofValidators)}, texts);
export const dashboardSchemas = parsed(${JSON.stringify(ofSchemas)}, texts);
`,
    'esm',
    packageFolder,
  );
  return { module, texts };
}

/** All texts as one, and the place of each in it. */
function joined(
  validators: Readonly<Record<string, string>>,
  schemas: Readonly<Record<string, string>>,
): readonly [texts: string, ofValidators: Places, ofSchemas: Places] {
  let all = '';
  const placesOf = (texts: Readonly<Record<string, string>>): Places =>
    Object.fromEntries(
      Object.entries(texts).map(([name, text]) => {
        const start = all.length;
        all += text;
        return [name, [start, all.length]];
      }),
    );
  const [ofValidators, ofSchemas] = [placesOf(validators), placesOf(schemas)];
  return [all, ofValidators, ofSchemas];
}

/** A program for each schema, by its name. */
async function sourcesOf(ajv: Ajv, schemas: Named, packageFolder: string): Promise<Record<string, string>> {
  for (const [name, schema] of schemas) ajv.addSchema(schema, name);
  const all = schemas.map(async ([name]) => {
    const source = standalone.default(ajv, { validate: name });
    return [name, await bundled(source, 'cjs', packageFolder)] as const;
  });
  return Object.fromEntries(await Promise.all(all));
}

/** A program with all that it imports. */
async function bundled(contents: string, format: 'cjs' | 'esm', packageFolder: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: packageFolder, loader: 'js' },
    bundle: true,
    write: false,
    format,
    platform: 'node',
    target: 'node20',
    minify: true,
    logLevel: 'warning',
  });
  return outputFiles[0]?.text ?? '';
}
