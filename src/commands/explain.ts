import { Command } from 'commander';

import { UserError } from '../diagnostics/errors.ts';
import type { ConfigFlag } from './documented-rules.ts';
import { examples } from './examples.ts';

/** `pf-grafana explain <rule>` */
export function explainCommand(): Command {
  return new Command('explain')
    .description('Explain a rule of the validator: what it means, why it matters, and how to fix a finding')
    .argument('<rule>', 'id of a rule, such as alert/condition')
    .option('--config <file>', "configuration file with a team's own rules")
    .addHelpText(
      'after',
      examples('pf-grafana explain alert/condition', 'pf-grafana explain team/title --config pf-grafana.config.ts'),
    )
    .action(runExplain);
}

async function runExplain(id: string, options: ConfigFlag): Promise<void> {
  const { documentedRules } = await import('./documented-rules.ts');
  const all = await documentedRules(options);
  const rule = all.find((one) => one.id === id);
  if (!rule) {
    const { nearest } = await import('../diagnostics/nearest.ts');
    throw new UserError({
      severity: 'error',
      id: 'usage/rule',
      message: `Unknown rule ${JSON.stringify(id)}.`,
      hint: `${nearest(
        id,
        all.map((one) => one.id),
      ).map((one) => `Did you mean ${one}? `)}\`pf-grafana rules\` lists them all.`,
    });
  }
  const { description, severity, why, bad, good, standsFor = [], differs, presets = ['recommended'] } = rule;
  const sections = [
    `${id}  (${severity}; ${presets.join(', ')})`,
    description,
    `Why: ${why}`,
    `Bad:\n${indented(bad)}`,
    `Good:\n${indented(good)}`,
    ...(standsFor.length > 0 ? [`Corresponds to: ${standsFor.join('; ')}`] : []),
    ...(differs === undefined ? [] : [`Difference: ${differs}`]),
  ];
  process.stdout.write(`${sections.join('\n\n')}\n`);
}

function indented(text: string): string {
  return text
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');
}
