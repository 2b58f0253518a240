import { Command } from 'commander';
import { expect, test, vi } from 'vitest';

import { programFor } from './cli.ts';
import { helpWidth } from './commands/help-layout.ts';
import { lineProblems } from './test/support/command-lines.ts';

const program = await programFor(['--help']);
const commands = [{ path: [], command: program }, ...below(program, [])];

test('the whole program is covered', () => {
  expect(commands.map(({ path }) => path.join(' '))).toEqual(
    expect.arrayContaining(['build', 'validate', 'completion', 'fleet simulate', 'fleet webhook register']),
  );
});

test.each(commands.map(({ path, command }) => [path.join(' '), path, command] as const))(
  'the help of %s has two examples with valid options',
  (_name, path, command) => {
    const examples = examplesOf(command);
    expect(examples.length).toBeGreaterThanOrEqual(2);
    for (const example of examples) {
      expect(example).toContain(['pf-grafana', ...path].join(' '));
      expect(lineProblems(program, example), example).toEqual([]);
    }
  },
);

test('help is as wide as COLUMNS or the terminal, and shows no empty defaults', () => {
  vi.stubEnv('COLUMNS', '120');
  const helps = commands.map(({ command }) => helpOf(command));
  vi.unstubAllEnvs();
  const widths = helps
    .flatMap((help) => help.split('\n').filter((line) => !line.startsWith('  $')))
    .map(({ length }) => length);
  expect(Math.max(...widths)).toBeGreaterThan(100);
  expect(helps.filter((help) => help.includes('default: []'))).toEqual([]);
});

test.each([
  [{ columns: 100 }, {}, 100],
  [{ columns: 100 }, { COLUMNS: '60' }, 60],
  [{}, {}, 80],
  [{}, { COLUMNS: '3' }, 80],
  [{}, { COLUMNS: 'wide' }, 80],
])('on %j with %j help is %i columns wide', (stream, environment, width) =>
  expect(helpWidth(stream, environment)).toBe(width),
);

const small = new Command('pf-grafana')
  .addCommand(new Command('build').option('--check').option('--env <name>'))
  .addCommand(new Command('explain').argument('<rule>'));

test.each<[string, string[]]>([
  ['npx pf-grafana build --check > log', []],
  ['npx pf-grafana build --env prod && npx pf-grafana explain a/b | less', []],
  ['A=1 pf-grafana build --chek', ['build has no option --chek']],
  ['pf-grafana bild', ['pf-grafana has no command bild']],
  ['pf-grafana build out', ['build takes 0 arguments, not out']],
  ['npm ci && pf-grafana explain', ['explain needs an argument']],
  ['npm install pf-grafana --save-dev', []],
  ['pf-grafana.config.ts:3:13  error', []],
])('%s', (line, problems) => expect(lineProblems(small, line)).toEqual(problems));

function below(command: Command, path: readonly string[]): { path: readonly string[]; command: Command }[] {
  return command.commands.flatMap((one) => [
    { path: [...path, one.name()], command: one },
    ...below(one, [...path, one.name()]),
  ]);
}

function helpOf(command: Command): string {
  let help = '';
  command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
  return help;
}

function examplesOf(command: Command): string[] {
  return [...helpOf(command).matchAll(/^ {2}\$ (.+)$/gm)].map(([, line = '']) => line);
}
