import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { Argument, Command, Option } from 'commander';
import { describe, expect, test } from 'vitest';

import { completionScript, type Shell } from './scripts.ts';
import { wordsOf } from './words.ts';

/** A program with every kind of word, with texts that a shell would otherwise expand. */
const program = new Command('pf-grafana')
  .option('--version', "it's the version: $HOME `id`")
  .addCommand(
    new Command('validate')
      .description('Check "a folder"')
      .addOption(new Option('--preset <preset>', 'which rules').choices(['recommended', 'style']))
      .option('--map <server=here>', 'local folder of a path'),
  )
  .addCommand(new Command('completion').addArgument(new Argument('<shell>').choices(['bash', 'zsh'])))
  .addCommand(
    new Command('fleet').description('Services').addCommand(new Command('exporter').option('--once', 'poll once')),
  );
const script = (shell: Shell): string => completionScript(shell, wordsOf(program));

/** The completions of bash for a line whose last word is incomplete. */
function offered(...line: readonly string[]): string[] {
  const words = ['pf-grafana', ...line];
  const ask = `COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}
_pf_grafana; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync('bash', ['-c', `${script('bash')}\n${ask}`], { encoding: 'utf8' })
    .split('\n')
    .filter(Boolean);
}

describe('bash', () => {
  test.each([
    ['the commands and options of the program', [''], ['validate', 'completion', 'fleet', '--version', '--help']],
    ['a command by its first letters', ['val'], ['validate']],
    ['the options of a command', ['validate', '--'], ['--preset', '--map', '--help']],
    ['the values of an option', ['validate', '--preset', ''], ['recommended', 'style']],
    ['a value by its first letter', ['validate', '--preset', 's'], ['style']],
    ['the values of an argument', ['completion', ''], ['--help', 'bash', 'zsh']],
    ['the verbs of a group', ['fleet', 'e'], ['exporter']],
    ['the options of a verb', ['fleet', 'exporter', '--o'], ['--once']],
    ['a file where the value may be anything', ['validate', '--map', 'package.js'], ['package.json']],
    ['a file as an argument', ['validate', 'package.js'], ['package.json']],
  ])('offers %s', (_what, line, expected) => expect(offered(...line)).toEqual(expected));
});

test.each(['zsh', 'fish'] as const)('%s accepts its script', (shell) => {
  const file = join(mkdtempSync(join(tmpdir(), 'pf-completion-')), 'script');
  writeFileSync(file, script(shell));
  const { status, stderr, error } = spawnSync(shell, ['-n', file], { encoding: 'utf8' });
  rmSync(dirname(file), { recursive: true });
  // If the shell is not installed, only the text below is checked.
  if (!error) expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(script(shell)).toContain(String.raw`it'\''s the version: $HOME`);
});
