import { expect, test } from 'vitest';

import { dashboards, pointers } from '../../test/support/validated.ts';
import { uncheckedResource } from './unchecked-resource.ts';

test.each([
  ['v1', 'dashboard.grafana.app/v1', { title: 'A', panels: [] }, []],
  ['v2beta1', 'dashboard.grafana.app/v2beta1', { title: 'A', elements: {}, layout: {} }, []],
  ['v2alpha1', 'dashboard.grafana.app/v2alpha1', { title: 'A', elements: {}, layout: {} }, ['/apiVersion']],
  ['a later version', 'dashboard.grafana.app/v7', { title: 'A', parts: [] }, ['/apiVersion']],
])('%s', (_name, apiVersion, spec, expected) => {
  const files = dashboards({ 'f/a.json': { apiVersion, kind: 'Dashboard', metadata: { name: 'a' }, spec } });
  expect(pointers(files, uncheckedResource)).toEqual(expected);
});
