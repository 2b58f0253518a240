import { expect, test } from 'vitest';

import { datasourceFile, ownDatasourceFile } from './provisioning.ts';
import { targetFacts } from './target.ts';

const SPECS = [{ name: 'Metrics', type: 'prometheus', uid: 'metrics', jsonData: {} }];

test.each([
  [{ major: 11, minor: 0 }, ['apiVersion', 'datasources']],
  // Grafana then deletes what is not in the file before it creates anything, so the folder from before a renaming can
  // be loaded again.
  [{ major: 11, minor: 1 }, ['apiVersion', 'prune', 'datasources']],
  [{ major: 13, minor: 2 }, ['apiVersion', 'prune', 'datasources']],
])('a removed data source is deleted before others are created, where %j supports it', (version, keys) => {
  expect(Object.keys(ownDatasourceFile(SPECS, 1, targetFacts(version)))).toEqual(keys);
});

test("a tenant's sources survive a load of the tree without tenants", () => {
  expect(datasourceFile(SPECS, 2, targetFacts({ major: 13, minor: 0 }))).not.toHaveProperty('prune');
});
