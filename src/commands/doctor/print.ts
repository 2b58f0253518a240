import type { Examination, Need } from './examine.ts';

/** The examination for people: what is installed and, for the rest, what does not work and how to get it. */
export function prettyExamination({ versions, configurations, cache, engines, libraries }: Examination): string {
  const facts = [
    ...Object.entries(versions),
    ['configuration', configurations.join(', ') || 'none here: `pf-grafana init` writes one'],
    ['cache', cache],
  ] as const;
  const width = Math.max(...facts.map(([name]) => name.length));
  return [
    ...facts.map(([name, value]) => `${name.padEnd(width)}  ${value}\n`),
    ...section('Programs', engines),
    ...section('Packages for the services, none of which pf-grafana itself needs', libraries),
  ].join('');
}

function section(title: string, needs: readonly Need[]): string[] {
  const width = Math.max(...needs.map(({ name }) => name.length));
  return [
    `\n${title}\n`,
    ...needs.map(({ name, found, without, get }) =>
      found === undefined
        ? `  missing  ${name.padEnd(width)}  ${without}\n           ${''.padEnd(width)}  ${get}\n`
        : `  found    ${name.padEnd(width)}  ${found}\n`,
    ),
  ];
}
