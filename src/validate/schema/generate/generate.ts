import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';

import { dashboardQueries } from '../dashboard-queries.ts';
import { provisioningSchemas } from '../../../grafana/schemas/index.ts';
import type { Schema } from '../../../grafana/schemas/schema.ts';
import { transformationSchemas } from '../../../grafana/schemas/transformations.ts';
import { sdkSchemas } from './sdk-types.ts';

/**
 * Returns the source of a self-contained module with one validator per schema. `packageFolder` is the folder with
 * `node_modules`.
 */
export async function generate(packageFolder: string): Promise<string> {
  const dashboards = [
    ...sdkSchemas(packageFolder),
    ...Object.entries(dashboardQueries).map(([type, schema]) => [`query ${type}`, schema] as const),
  ];
  const schemas: readonly (readonly [name: string, schema: Schema])[] = [
    ...Object.entries(provisioningSchemas).map(([kind, schema]) => [`file ${kind}`, schema] as const),
    ...Object.entries(transformationSchemas).map(([id, schema]) => [`transformation ${id}`, schema] as const),
    ...dashboards,
  ];
  const ajv = new Ajv({
    allErrors: true,
    verbose: true,
    strict: true,
    strictRequired: false,
    strictTypes: false,
    strictTuples: false,
    messages: false,
    code: { source: true, esm: true, lines: false },
  });
  ajv.addVocabulary([
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
  ]);
  for (const [name, schema] of schemas) ajv.addSchema(schema, name);
  // Exports must be identifiers, which plugin names are not.
  const exports = schemas.map(([name], index) => [`exported${index}`, name] as const);
  const code = standalone.default(ajv, Object.fromEntries(exports));
  const named = exports.map(([identifier, name]) => `${JSON.stringify(name)}: ${identifier}`).join(', ');
  const { outputFiles } = await build({
    stdin: {
      contents: `${code}\nexport const validators = { ${named} };\nexport const dashboardSchemas = ${JSON.stringify(Object.fromEntries(dashboards))};\n`,
      resolveDir: packageFolder,
      loader: 'js',
    },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    minify: true,
    logLevel: 'warning',
  });
  return outputFiles[0]?.text ?? '';
}
