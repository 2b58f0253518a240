import type { Command } from 'commander';

/** The words of a command line, split like a shell does. */
const WORD = /"[^"]*"|'[^']*'|[^\s"']+/g;

/**
 * Problems with the calls of a program in a command line; empty for a line without a call. Shell operators end a call.
 */
export function lineProblems(program: Command, line: string): string[] {
  const calls = line
    .replaceAll(/(["'])(?:(?!\1).)*\1/g, (quoted) => quoted.replaceAll(/[|>&;()<]/g, '_'))
    .split(/\|\|?|&&|;|>|<\(|\)/)
    .map((call): readonly string[] => call.trim().match(WORD) ?? [])
    .filter((words) => isCall(program.name(), words));
  return calls.flatMap((words) => callProblems(program, words.slice(words.indexOf(program.name()) + 1)));
}

/** Whether only allowed words precede a program's name. */
function isCall(name: string, words: readonly string[]): boolean {
  const at = words.indexOf(name);
  return at >= 0 && words.slice(0, at).every((word) => /^[A-Z_]+=|^(?:npx|source|--no-install)$/.test(word));
}

function callProblems(program: Command, words: readonly string[]): string[] {
  let command = program;
  let rest = words;
  for (let next = child(command, rest); next !== undefined; next = child(command, rest)) {
    command = next;
    rest = rest.slice(1);
  }
  if (rest.some((word) => word === '--help' || word === '--version')) return [];
  if (command === program) return [`${program.name()} has no command ${rest[0] ?? ''}`];
  const plain = rest.map((word) => word.replace(/^(["'])(.*)\1$/, '$2'));
  const { operands, unknown } = command.parseOptions([...plain]);
  const most = command.registeredArguments.some(({ variadic }) => variadic)
    ? Infinity
    : command.registeredArguments.length;
  return [
    ...unknown.map((word) => `${command.name()} has no option ${word}`),
    ...(operands.length > most ? [`${command.name()} takes ${most} arguments, not ${operands.join(' ')}`] : []),
    ...(operands.length < command.registeredArguments.filter(({ required }) => required).length
      ? [`${command.name()} needs an argument`]
      : []),
  ];
}

function child(command: Command, [name]: readonly string[]): Command | undefined {
  return command.commands.find((one) => one.name() === name);
}
