import { Command } from 'commander';

import { UserError } from '../diagnostics/errors.ts';
import { examples } from './examples.ts';
import { targetRelease } from './target-release.ts';

/** `pf-grafana schema` */
export function schemaCommand(): Command {
  return new Command('schema')
    .description('Print the JSON Schema of a kind of file, a panel type, or the queries of a data source')
    .argument(
      '[kind]',
      'such as alerting, dashboard, timeseries, prometheus, config, catalog or alert-tests; without it, all are listed',
    )
    .option('--target <release>', 'Grafana release that will read the file, such as 11.2 (default: the newest known)')
    .addHelpText(
      'after',
      examples('pf-grafana schema', 'pf-grafana schema alerting --target 11.6 > alerting.schema.json'),
    )
    .action(runSchema);
}

/** Files that Grafana does not read, and the source of their schemas. */
const OWN_FILES: Readonly<Record<string, () => Promise<object>>> = {
  config: async () => (await import('./schema/config-schema.ts')).editorConfigSchema(),
  catalog: async () => (await import('../catalog/schema.ts')).catalogSchema,
  'alert-tests': async () => (await import('../verify/alert-tests/schema.ts')).alertTestsSchema,
};

async function runSchema(kind: string | undefined, options: { readonly target?: string }): Promise<void> {
  const validated = await import('../validate/schema/named-schema.ts');
  const schemaKinds = [...validated.schemaKinds, { what: 'Files of pf-grafana', kinds: Object.keys(OWN_FILES) }];
  if (kind === undefined) {
    process.stdout.write(
      schemaKinds.map(({ what, kinds }) => `${what}\n${kinds.map((one) => `  ${one}\n`).join('')}`).join(''),
    );
    return;
  }
  const own = Object.hasOwn(OWN_FILES, kind) ? OWN_FILES[kind] : undefined;
  const schema = own ? await own() : validated.namedSchema(kind, await targetRelease(options.target));
  if (schema === undefined) {
    const { nearest } = await import('../diagnostics/nearest.ts');
    const kinds = schemaKinds.flatMap((group) => group.kinds);
    throw new UserError({
      severity: 'error',
      id: 'usage/kind',
      message: `Unknown schema ${JSON.stringify(kind)}.`,
      hint: `${nearest(kind, kinds)
        .map((near) => `Did you mean ${near}? `)
        .join('')}Available: ${kinds.join(', ')}.`,
    });
  }
  process.stdout.write(`${JSON.stringify(schema, null, 2)}\n`);
}
