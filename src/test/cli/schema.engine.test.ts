import { expect, test } from 'vitest';

import { pfGrafana, project } from './run-cli.ts';

test('schema prints a schema, lists the kinds, and suggests a name for a wrong one', () => {
  const folder = project();
  const keys = (...argv: readonly string[]) => JSON.stringify(JSON.parse(pfGrafana(folder, 'schema', ...argv).stdout));
  expect(keys('alerting')).toContain('keepFiringFor');
  expect(keys('alerting', '--target', '11.6')).not.toContain('keepFiringFor');
  expect(keys('timeseries')).toContain('drawStyle');
  expect(keys('alert-tests')).toContain('"messages"');
  expect(keys('config')).toContain('"environments"');
  expect(pfGrafana(folder, 'schema').stdout).toMatch(/^Files of provisioning\/\n {2}datasources\n/);
  const wrong = pfGrafana(folder, 'schema', 'timeserie');
  expect(wrong).toMatchObject({ code: 2, stdout: '' });
  expect(wrong.stderr).toContain('Did you mean timeseries?');
});
