import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { bundlerPackage, type PackageFile, packedPackage } from './packed-package.ts';

const SDK = '@grafana/grafana-foundation-sdk';
/** The packages that the program is required to build on. */
const CARD = [SDK, 'ajv', 'commander', 'vitest', 'yaml'];

const read = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as PackageFile;
const ours = read('package.json');
const esbuild = read('node_modules/esbuild/package.json');
const packed = packedPackage(ours, esbuild, new Set([SDK, 'ajv'])) as PackageFile;

test('bundled packages are not installed; those named by types or impossible to bundle are', () => {
  expect(Object.keys(packed.dependencies)).toEqual(['ajv', 'libpg-query']);
  expect(packed.peerDependencies).toEqual(ours.peerDependencies);
  expect(Object.keys(packed.devDependencies)).toEqual(['commander', 'yaml', 'vitest']);
  expect(packed).not.toHaveProperty('scripts');
});

test('esbuild comes as its platform binaries, at one version, without the package that runs an install script', () => {
  const versions = Object.entries(packed.optionalDependencies ?? {});
  expect(versions.length).toBeGreaterThan(20);
  expect(new Set(versions.map(([name, version]) => `${name.split('/')[0]} ${version}`))).toEqual(
    new Set([`@esbuild ${esbuild.version}`]),
  );
  expect(packed.dependencies).not.toHaveProperty('esbuild');
  expect(bundlerPackage(esbuild)).toEqual({
    name: 'esbuild',
    version: esbuild.version,
    license: 'MIT',
    type: 'commonjs',
  });
});

test.each([
  ['of the clone', ours],
  ['of the tarball', packed],
])('the required packages are named in the package.json %s', (_, { peerDependencies, ...file }) => {
  const named = { ...file.dependencies, ...file.devDependencies, ...peerDependencies };
  expect(CARD.filter((name) => named[name] === undefined)).toEqual([]);
});

test('the user documentation names the SDK range', () => {
  const [, first, last] = /^>=(\S+) <=(\S+)$/.exec(ours.peerDependencies[SDK] ?? '') ?? [];
  expect(readFileSync('docs/start.md', 'utf8').replace(/\s+/g, ' ')).toContain(`Versions ${first} to ${last} work`);
});
