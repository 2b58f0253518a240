import { expect, test } from 'vitest';

import { dashboards, pointers } from '../../test/support/validated.ts';
import { dashboardFormat } from './dashboard-format.ts';

const v12 = { target: { major: 12, minor: 0 } };
const v124 = { target: { major: 12, minor: 4 } };
const v13 = { target: { major: 13, minor: 0 } };

test.each([
  ['the classic form', { title: 'A', panels: [] }, [], {}],
  ['the form of the HTTP API', { dashboard: { title: 'A' } }, ['/dashboard'], {}],
  ['a resource for 12.0', resource('v1beta1'), ['/apiVersion'], v12],
  ['a resource for 12.4', resource('v1beta1'), [], v124],
  ['elements for 12.4', resource('v2beta1'), [], v124],
  ['a version of 13.0 for 12.4', resource('v2'), ['/apiVersion'], v124],
  ['a version of 13.0 for 13.0', resource('v1'), [], v13],
  ['a version that was renamed', resource('v1alpha1'), ['/apiVersion'], v13],
  ['a future version', resource('v9'), ['/apiVersion'], v13],
  ['a dump of the API server', resource('v1beta1', 'DashboardWithAccessInfo'), [], v13],
  [
    'a folder of Git Sync',
    { ...resource('v1'), apiVersion: 'folder.grafana.app/v1', kind: 'Folder' },
    ['warning /kind'],
    v13,
  ],
  ['a group that is misspelt', { ...resource('v1'), apiVersion: 'dashboards.grafana.app/v1' }, ['/apiVersion'], v13],
  ['a playlist', { ...resource('v1'), apiVersion: 'playlist.grafana.app/v1', kind: 'Playlist' }, ['/kind'], v13],
  ['only an apiVersion, before resources', { title: 'A', apiVersion: '1', panels: [] }, [], v12],
  ['only an apiVersion', { title: 'A', apiVersion: '1', panels: [] }, ['/apiVersion'], v124],
  ['a bare v2 spec', { title: 'A', elements: {}, layout: {} }, ['/elements'], {}],
])('%s', (_name, file, expected, options) => {
  expect(pointers(dashboards({ 'f/a.json': file }), dashboardFormat, options)).toEqual(expected);
});

function resource(version: string, kind = 'Dashboard') {
  return { apiVersion: `dashboard.grafana.app/${version}`, kind, metadata: { name: 'a' }, spec: { title: 'A' } };
}
