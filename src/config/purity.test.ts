import { expect, test } from 'vitest';

import { mayChange } from './purity.ts';

test.each<[string, boolean]>([
  ['export default { folder: "One" };', false],
  ['export default { folder: process.env.FOLDER };', true],
  ['const { env } = process; export default env.A;', true],
  ['export default typeof process;', true],
  ['export default { year: new Date().getFullYear() };', true],
  ['export default Date.now();', true],
  ['export default Math.max(1, 2) + Math.PI;', false],
  ['export default Math.random();', true],
  ['export default Math["random"]();', true],
  ['const { random } = Math; export default random();', true],
  ['export default crypto.randomUUID();', true],
  ['export default await (await fetch("http://x")).json();', true],
  ['export default globalThis["pro" + "cess"].env;', true],
  ['export default Function("return process")();', true],
  ['export default eval("1");', true],
  ['export default import.meta.resolve("x");', true],
  ['export default require(name);', true],
  ['export default await import(name);', true],
  ['export default (1e6).toLocaleString();', true],
  ['export default ["b", "a"].sort((l, r) => l.localeCompare(r));', true],
  // A string, a comment, a member or a variable with such a name does not count.
  ['// process.env\nexport default { text: "process.env", unit: "Date", process: 1, Date: [] };', false],
  ['function f(process, Date) { return process + Date; }\nexport default f(1, 2);', false],
  ['const Date = 1; export default Date;', false],
])('%s may change without a file change: %j', async (code, expected) => {
  expect(await mayChange(code, [])).toBe(expected);
});

test.each([
  ['node:path', false],
  ['url', false],
  ['node:fs', true],
  ['fs/promises', true],
  ['os', true],
  ['node:child_process', true],
  ['some-package', true],
])('a bundle that imports %s may change without a file change: %j', async (external, expected) => {
  expect(await mayChange('export default 1;', ['path', external])).toBe(expected);
});
