import { expect, test } from 'vitest';

import { panels, pointers } from '../../test/support/validated.ts';
import { panelPluginVersion } from './panel-plugin-version.ts';

const matched = { mapping: 'manual', series: [{ x: { matcher: { id: 'byName', options: 'a' } }, y: { matcher: {} } }] };
const named = { seriesMapping: 'manual', series: [{ x: 'a', y: 'b' }] };

test.each([
  ['matchers and their version', { type: 'xychart', pluginVersion: '11.1.0', options: matched }, []],
  ['matchers without a version', { type: 'xychart', options: matched }, ['/panels/0/options/series/0']],
  ['matchers of 11.0', { type: 'xychart', pluginVersion: '11.0.2', options: matched }, ['/panels/0/options/series/0']],
  ['names without a version', { type: 'xychart', options: named }, []],
  ['another panel', { type: 'timeseries', options: matched }, []],
])('%s', (_name, panel, expected) => {
  expect(pointers(panels(panel), panelPluginVersion)).toEqual(expected);
});
