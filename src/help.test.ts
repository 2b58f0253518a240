import { Command } from 'commander';
import { expect, test } from 'vitest';

import { programFor } from './cli.ts';

/** Words of a command line as a shell sees them, up to a pipe, a redirection or the end of a substitution. */
const WORD = /"[^"]*"|'[^']*'|[^\s"']+/g;

const program = await programFor(['--help']);
const commands = below(program, []);

test('the whole program is looked at', () => {
  expect(commands.map(({ path }) => path.join(' '))).toEqual(
    expect.arrayContaining(['build', 'validate', 'completion', 'fleet simulate', 'fleet webhook register']),
  );
});

test.each(commands.map(({ path, command }) => [path.join(' '), path, command] as const))(
  'the help of %s has two examples of it, with options that it has',
  (_name, path, command) => {
    const examples = examplesOf(command);
    // A command that only holds others shows what they are.
    if (command.commands.length === 0) expect(examples.length).toBeGreaterThanOrEqual(2);
    for (const example of examples) {
      const words = wordsAfter(example, ['pf-grafana', ...path]);
      expect(words, example).toBeDefined();
      const { operands, unknown } = command.parseOptions(words ?? []);
      expect(unknown, example).toEqual([]);
      const [fewest, most] = argumentCounts(command);
      expect(operands.length, example).toBeGreaterThanOrEqual(fewest);
      expect(operands.length, example).toBeLessThanOrEqual(most);
    }
  },
);

test('an option that a command does not have is found', () => {
  const command = new Command('build').option('--check');
  expect(wordsAfter('npx pf-grafana build --chek > log', ['pf-grafana', 'build'])).toEqual(['--chek']);
  expect(command.parseOptions(['--chek']).unknown).toEqual(['--chek']);
  expect(wordsAfter('pf-grafana list', ['pf-grafana', 'build'])).toBeUndefined();
});

function below(command: Command, path: readonly string[]): { path: readonly string[]; command: Command }[] {
  return command.commands.flatMap((one) => [
    { path: [...path, one.name()], command: one.exitOverride().configureOutput({ writeErr: () => undefined }) },
    ...below(one, [...path, one.name()]),
  ]);
}

function examplesOf(command: Command): string[] {
  let help = '';
  command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
  return [...help.matchAll(/^ {2}\$ (.+)$/gm)].map(([, line = '']) => line);
}

/** What follows the names of a command on a line; undefined where the line is one of another command. */
function wordsAfter(line: string, names: readonly string[]): string[] | undefined {
  const [typed = ''] = line.split(/ [|>] |\)$/);
  const words = (typed.replace(/^source <\(/, '').match(WORD) ?? []).map((word) =>
    word.replace(/^(["'])(.*)\1$/, '$2'),
  );
  const from = words.indexOf('pf-grafana');
  return names.every((name, index) => words[from + index] === name) ? words.slice(from + names.length) : undefined;
}

function argumentCounts({ registeredArguments }: Command): [fewest: number, most: number] {
  return [
    registeredArguments.filter(({ required }) => required).length,
    registeredArguments.some(({ variadic }) => variadic) ? Infinity : registeredArguments.length,
  ];
}
