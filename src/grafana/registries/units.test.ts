import * as sdk from '@grafana/grafana-foundation-sdk/units';
import { expect, test } from 'vitest';

import { unitIds } from './units.ts';

test('every unit of the Foundation SDK is known', () => {
  expect(Object.values(sdk).filter((id) => typeof id === 'string' && !unitIds.has(id))).toEqual([]);
});
