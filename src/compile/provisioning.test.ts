import { expect, test } from 'vitest';

import { datasourceFile, ownDatasourceFile } from './provisioning.ts';
import { targetFacts } from './target.ts';

const SPECS = [{ name: 'Metrics', type: 'prometheus', uid: 'metrics', jsonData: {} }];

test.each([
  [{ major: 11, minor: 0 }, ['apiVersion', 'datasources']],
  // So the folder of before a renaming can be loaded again: what is not in it is deleted before anything is made.
  [{ major: 11, minor: 1 }, ['apiVersion', 'prune', 'datasources']],
  [{ major: 13, minor: 2 }, ['apiVersion', 'prune', 'datasources']],
])('a source that vanishes from the own file goes before others are made, where %j can do it', (version, keys) => {
  expect(Object.keys(ownDatasourceFile(SPECS, 1, targetFacts(version)))).toEqual(keys);
});

test("a tenant's sources outlive a load of the tree without tenants", () => {
  expect(datasourceFile(SPECS, 2, targetFacts({ major: 13, minor: 0 }))).not.toHaveProperty('prune');
});
