import type { Command } from 'commander';

/** Words of a command line as a shell sees them. */
const WORD = /"[^"]*"|'[^']*'|[^\s"']+/g;

/**
 * What is wrong with the calls of a program in a line that somebody may type; nothing for a line that does not call it.
 * A shell's operators end a call.
 */
export function lineProblems(program: Command, line: string): string[] {
  const calls = line
    .replaceAll(/(["'])(?:(?!\1).)*\1/g, (quoted) => quoted.replaceAll(/[|>&;()<]/g, '_'))
    .split(/\|\|?|&&|;|>|<\(|\)/)
    .map((call): readonly string[] => call.trim().match(WORD) ?? [])
    .filter((words) => isCall(program.name(), words));
  return calls.flatMap((words) => callProblems(program, words.slice(words.indexOf(program.name()) + 1)));
}

/** Whether the words before a program's name are those that may be there. */
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
