import { expect, test } from 'vitest';

import { tooOld } from './node-version.ts';

test.each([
  ['20.19.0', true],
  ['20.20.1', true],
  ['22.0.0', true],
  ['100.1.0', true],
  ['20.18.3', false],
  ['18.20.8', false],
  ['9.11.2', false],
])('Node %s is supported: %s', (version, isEnough) => {
  expect(tooOld(version, '>=20.19')).toBe(
    isEnough ? undefined : `pf-grafana needs Node 20.19 or newer; this is Node ${version}.`,
  );
});
