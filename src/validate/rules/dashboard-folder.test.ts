import { expect, test } from 'vitest';

import { dashboards, pointers } from '../../test/support/validated.ts';
import { dashboardFolder } from './dashboard-folder.ts';

const PATH = '/var/lib/grafana/dashboards';
const ANNOTATION = '/metadata/annotations/grafana.app~1folder';

test.each([
  ['no annotation', {}, { options: { path: PATH } }, []],
  ['an empty annotation', named(''), { options: { path: PATH } }, []],
  ['a folder when the provider has none', named('abc'), { options: { path: PATH } }, [ANNOTATION]],
  ["the provider's folder", named('abc'), { folder: 'F', folderUid: 'abc', options: { path: PATH } }, []],
  ['another folder', named('abc'), { folder: 'F', folderUid: 'def', options: { path: PATH } }, [ANNOTATION]],
  ['a folder with a generated uid', named('abc'), { folder: 'F', options: { path: PATH } }, [`warning ${ANNOTATION}`]],
  ['a folder of a directory', named('abc'), {}, [`warning ${ANNOTATION}`]],
  ['the first org', { namespace: 'default' }, { options: { path: PATH } }, []],
  ['the second org', { namespace: 'org-2' }, { orgId: 2, options: { path: PATH } }, []],
  ['another org', { namespace: 'org-2' }, { options: { path: PATH } }, ['/metadata/namespace']],
  ['a Grafana Cloud stack', { namespace: 'stacks-12' }, { options: { path: PATH } }, []],
])('%s', (_name, metadata, provider, expected) => {
  const file = {
    apiVersion: 'dashboard.grafana.app/v2beta1',
    kind: 'Dashboard',
    metadata: { name: 'a', ...metadata },
    spec: { title: 'A', elements: {}, layout: { kind: 'GridLayout', spec: { items: [] } } },
  };
  expect(pointers(dashboards({ 'f/a.json': file }, provider), dashboardFolder)).toEqual(expected);
});

function named(folder: string) {
  return { annotations: { 'grafana.app/folder': folder } };
}
