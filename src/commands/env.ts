import { Command } from 'commander';

import { requiredConfig } from '../config/load.ts';
import { FindingsError } from '../diagnostics/errors.ts';
import { jsonText } from '../report/quote.ts';
import type { Environment } from './env/listing.ts';
import { examples } from './examples.ts';
import { print } from './terminal.ts';

interface EnvOptions {
  readonly config?: string;
  readonly env?: string;
  readonly check?: true;
  readonly json?: true;
}

/** `pf-grafana env` */
export function envCommand(): Command {
  return new Command('env')
    .description('List the environment variables and files that Grafana needs to load the output folder')
    .option('--config <file>', 'configuration file')
    .option('--env <name>', 'one environment of the configuration (default: all)')
    .option(
      '--check',
      'exit 1 when a variable is not set here, or has a value that Grafana would misread; values are never shown',
    )
    .option('--json', 'print as JSON')
    .addHelpText('after', examples('pf-grafana env', 'pf-grafana env --env prod --check'))
    .action(runEnv);
}

async function runEnv(options: EnvOptions): Promise<void> {
  const { loadConfig } = await import('../config/load-file.ts');
  const { resolveEnvironments } = await import('../config/environments.ts');
  const { byEnvironment, inEachEnvironment } = await import('./each-environment.ts');
  const { environmentListing, prettyListing } = await import('./env/listing.ts');
  const { compileProject, provisioningFiles } = await import('./project.ts');
  const checked: Environment | undefined = options.check ? process.env : undefined;
  const loaded = await loadConfig(requiredConfig(options.config));
  const environments = resolveEnvironments(loaded, options.env);
  const listings = await inEachEnvironment(environments, async (resolved) => ({
    ...(resolved.environment === undefined ? {} : { environment: resolved.environment }),
    result: environmentListing(provisioningFiles(await compileProject(resolved)), checked),
  }));
  print(
    options.json
      ? `${jsonText(byEnvironment(listings), 2)}\n`
      : listings.map(({ environment, result }) => prettyListing(result, environment)).join('\n'),
  );
  if (listings.some(({ result }) => result.variables.some(({ state }) => state !== undefined && state !== 'set')))
    throw new FindingsError();
}
