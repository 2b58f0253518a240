import { Command } from 'commander';

import { compare } from '../diagnostics/order.ts';
import type { ConfigFlag } from './documented-rules.ts';
import { examples } from './examples.ts';

/** `pf-grafana rules` */
export function rulesCommand(): Command {
  return new Command('rules')
    .description('List the rules of the validator')
    .option('--config <file>', "configuration file with a team's own rules")
    .option('--json', 'print as JSON')
    .addHelpText('after', examples('pf-grafana rules', "pf-grafana rules --json | jq -r '.[].id'"))
    .action(runRules);
}

async function runRules(options: ConfigFlag & { readonly json?: true }): Promise<void> {
  const { documentedRules } = await import('./documented-rules.ts');
  const all = [...(await documentedRules(options))].sort((left, right) => compare(left.id, right.id));
  const listing = all.map(({ id, severity, description, presets = ['recommended'], standsFor = [] }) => ({
    id,
    severity,
    presets,
    description,
    standsFor,
  }));
  const width = Math.max(...all.map(({ id }) => id.length));
  const lines = listing.map(
    ({ id, severity, presets, description }) =>
      `${id.padEnd(width)}  ${severity.padEnd(7)}  ${description}${presets.includes('recommended') ? '' : ` (${presets.join(', ')})`}\n`,
  );
  process.stdout.write(options.json ? `${JSON.stringify(listing, null, 2)}\n` : lines.join(''));
}
