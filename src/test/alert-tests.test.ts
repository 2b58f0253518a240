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
      const amongMany = own.filter(
        ({ series = {}, frames = {} }) =>
          Object.keys(series).length >= 300 ||
          Object.values(frames).some((rows) => Array.isArray(rows) && rows.length === 300),
      );
      const lacks: Readonly<Record<string, boolean>> = {
        'a moment at which it fires': !states.has('Alerting'),
        'a moment at which it is Pending': wait !== '0s' && !states.has('Pending'),
        'a moment without any instance, as []': !expected.some((instances) => instances.length === 0),
        'a moment without data, with state or reason NoData': !expected
          .flat()
          .some(({ state, reason }) => state === 'NoData' || reason === 'NoData'),
        'a firing instance with its summary and its receivers': !expected
          .flat()
          .some(
            ({ state, annotations, receivers }) =>
              state === undefined && annotations?.['summary'] !== undefined && (receivers?.length ?? 0) > 0,
          ),
        'one test of one among 300 (`among300`)': !OF_ONE_ROW.has(uid) && amongMany.length !== 1,
      };
      expect(
        Object.keys(lacks).filter((what) => lacks[what]),
        `what the tests of ${uid} lack`,
      ).toEqual([]);
    },
  );
});
