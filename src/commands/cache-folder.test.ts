import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, expect, test } from 'vitest';

import { cacheFolder } from './cache-folder.ts';

const project = mkdtempSync(join(tmpdir(), 'pf-cache-folder-'));
afterAll(() => rmSync(project, { recursive: true, force: true }));

test.each([
  ['linux', { HOME: '/home/a' }, '/home/a/.cache/pf-grafana'],
  ['linux', { HOME: '/home/a', XDG_CACHE_HOME: '/var/cache/a' }, '/var/cache/a/pf-grafana'],
  ['darwin', { HOME: '/Users/a' }, '/Users/a/Library/Caches/pf-grafana'],
] as const)('without node_modules it is in the user cache folder, on %s with %j', (platform, environment, folder) => {
  expect(cacheFolder(project, environment, platform)).toEqual({ folder, isOfUser: true });
});

test('with node_modules it is inside', () => {
  const own = join(project, 'own');
  mkdirSync(join(own, 'node_modules'), { recursive: true });
  expect(cacheFolder(own)).toEqual({ folder: join(own, 'node_modules', '.cache', 'pf-grafana'), isOfUser: false });
});
