import { Command } from 'commander';

import { findConfig } from '../config/load.ts';
import { UserError } from '../diagnostics/errors.ts';
import { examples } from './examples.ts';

interface DocsOptions {
  readonly config?: string;
  readonly env?: string;
}

/** `pf-grafana docs` */
export function docsCommand(): Command {
  return new Command('docs')
    .description('Print documentation of a project as Markdown: dashboards, metrics, alerts, options of packs')
    .argument('[pack]', 'a pack of the configuration, or one that comes with this package, such as fleet')
    .option('--config <file>', 'configuration file')
    .option('--env <name>', 'one environment of the configuration (default: the first)')
    .addHelpText('after', examples('pf-grafana docs > docs/monitoring.md', 'pf-grafana docs fleet'))
    .action(runDocs);
}

async function runDocs(pack: string | undefined, options: DocsOptions): Promise<void> {
  const { projectDocs } = await import('./docs/project-docs.ts');
  const { documentedProject } = await import('./docs/documented-project.ts');
  const config = findConfig(options.config);
  if (config === undefined && pack === undefined)
    throw new UserError({
      severity: 'error',
      id: 'config/none',
      message: `There is no configuration in ${process.cwd()}, and no pack is given.`,
      hint: 'Give a pack, as in pf-grafana docs fleet, or a configuration with --config.',
    });
  process.stdout.write(await projectDocs(await documentedProject(config, pack, options.env)));
}
