import { describe, expect, test } from 'vitest';

import { routingFindings } from '../verify/alert-tests/coverage.ts';
import { OF_ONE_ROW, packAlerting, packRules, packTests } from './support/pack-alerting.ts';

test('every route of the pack is reachable', () => {
  expect(routingFindings(packAlerting())).toEqual([]);
});

describe("the pack's own alert tests, which `pf-grafana test` runs,", () => {
  test.each(packRules)(
    'check that $uid fires, waits, stays silent, resolves, handles no data, and finds one agent among 300',
    ({ uid, for: wait }) => {
      const own = packTests.flatMap((one) => (one.kind === 'alert' && one.spec.rule === uid ? [one.spec] : []));
      const expected = own.flatMap(({ expect: moments = {} }) => Object.values(moments));
      const states = new Set(expected.flat().map(({ state = 'Alerting' }) => state));
      expect(states).toContain('Alerting');
      if (wait !== '0s') expect(states).toContain('Pending');
      expect(expected.some((instances) => instances.length === 0)).toBe(true);
      expect(expected.flat().some(({ state, reason }) => state === 'NoData' || reason === 'NoData')).toBe(true);
      expect(
        expected
          .flat()
          .some(
            ({ state, annotations, receivers }) =>
              state === undefined && annotations?.['summary'] !== undefined && (receivers?.length ?? 0) > 0,
          ),
      ).toBe(true);
      if (OF_ONE_ROW.has(uid)) return;
      expect(
        own.filter(
          ({ series = {}, frames = {} }) =>
            Object.keys(series).length >= 300 ||
            Object.values(frames).some((rows) => Array.isArray(rows) && rows.length === 300),
        ),
      ).toHaveLength(1);
    },
  );
});
