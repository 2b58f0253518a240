import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { configSchema } from '../../config/schema.ts';
import { committedFolder, dashboardsOf, REPOSITORY } from '../support/out-folder.ts';
import { pfGrafana, project } from './run-cli.ts';

const pageOf = (name: string): string => readFileSync(join(REPOSITORY, 'docs', `${name}.md`), 'utf8');
const commandLine = pageOf('commands');
/** Rows of the tables below a heading as their cells; `\|` is part of a cell. */
const rowsBelow = (page: string, heading: string): string[][] =>
  [...(page.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '').matchAll(/^\| (.+) \|$/gm)].map(([, row = '']) =>
    row.split(' | '),
  );
const commands = namesIn(pfGrafana(REPOSITORY, '--help').stdout, /^ {2}([a-z]+) /gm).filter((name) => name !== 'help');

test('the table of commands lists exactly the commands', () => {
  expect(commands.length).toBeGreaterThan(10);
  const cells = rowsBelow(commandLine, 'Commands').flatMap(([cell = '']) =>
    cell.includes('pf-grafana') ? namesIn(cell, /`(?:pf-grafana )?([a-z]+)/g) : [],
  );
  expect(cells.sort()).toEqual([...commands].sort());
});

test('the table of options lists exactly the options of the commands', () => {
  const described = rowsBelow(commandLine, 'Options').flatMap(([options = '', of = '']) =>
    namesIn(options, /(--[a-z-]+)/g).flatMap((option) => of.split(', ').map((command) => `${command} ${option}`)),
  );
  const offered = commands.flatMap((command) =>
    namesIn(pfGrafana(REPOSITORY, command, '--help').stdout, /^ {2}(?:-\w, )?(--[a-z-]+)/gm).map(
      (option) => `${command} ${option}`,
    ),
  );
  expect(described.filter((option) => !option.startsWith('all ')).sort()).toEqual(
    offered.filter((option) => !option.endsWith(' --help')).sort(),
  );
});

test('every key of a configuration is in the table of keys', () => {
  const described = new Set(
    rowsBelow(pageOf('configuration'), 'Keys').flatMap(([cell = '']) => namesIn(cell, /`([a-zA-Z]+)/g)),
  );
  expect(Object.keys(configSchema()['properties'] as object).filter((key) => !described.has(key))).toEqual([]);
});

test('every dashboard is in the table of dashboards, with its title', () => {
  const described = rowsBelow(pageOf('fleet'), 'The dashboards')
    .slice(1)
    .map(([uid = '', title = '']) => [uid.replaceAll('`', ''), title]);
  expect(described.sort()).toEqual(
    dashboardsOf(committedFolder())
      .map(({ json }) => [json.uid, json.title])
      .sort(),
  );
});

function namesIn(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, name = '']) => name);
}

test('the shown difference exists in out/', () => {
  const [, file = '', first = '', hunk = ''] =
    /^ {4}--- out\/(\S+)\ton disk\n.*\n {4}@@ -(\d+),\d+ .*\n((?: {4}[ +-].*\n)+?)(?= {4}would)/m.exec(commandLine) ??
    [];
  const shown = hunk
    .split('\n')
    .map((line) => line.slice(4))
    .filter((line) => line !== '' && !line.startsWith('+'));
  const lines = (committedFolder().get(file) ?? '').split('\n').slice(Number(first) - 1);
  expect(shown.length).toBeGreaterThan(3);
  expect(lines.slice(0, shown.length)).toEqual(shown.map((line) => line.slice(1)));
});

/** The lines below a typed command on a page, up to the next prompt or the end of the block. */
function shownBelow(page: string, line: string): string {
  const block = page.split(`    $ npx ${line}\n`)[1] ?? '';
  return /^(?: {4}(?!\$ ).*\n)*/.exec(block)?.[0].replaceAll(/^ {4}/gm, '') ?? '';
}

test.each([
  ['query', 'query pf-wallet-balances/native-totals --from 2026-03-04T12:15:00Z --to 2026-03-04T13:15:00Z', []],
  ['fleet', 'fleet simulate --agents 12 --days 3 --end 2026-03-08T00:00:00Z', ['--stores', 'postgres']],
])('%s shows what the program prints', (page, line, more) => {
  const folder = project();
  cpSync(join(REPOSITORY, 'out'), join(folder, 'out'), { recursive: true });
  const { stdout } = pfGrafana(folder, ...line.split(' '), ...more);
  expect(stdout).not.toBe('');
  expect(shownBelow(pageOf(page), `pf-grafana ${line}`)).toBe(stdout);
});
