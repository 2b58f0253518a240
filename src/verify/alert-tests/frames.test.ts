import { describe, expect, test } from 'vitest';

import { valuesOfRows } from './frames.ts';
import type { Row } from './test-case.ts';

describe('rows of a query are', () => {
  test.each<[string, Row[], boolean, unknown]>([
    [
      'numbers with the texts as labels',
      [
        { agent: 'a', n: 1 },
        { agent: 'b', n: null },
      ],
      true,
      [
        { kind: 'number', labels: { agent: 'a' }, value: 1 },
        { kind: 'number', labels: { agent: 'b' }, value: null },
      ],
    ],
    ['one number without labels', [{ n: 7 }], true, [{ kind: 'number', labels: {}, value: 7 }]],
    ['nothing', [], true, []],
    [
      'a series of only the value',
      [
        { time: '0m', n: 1 },
        { time: '1m', n: 2 },
      ],
      true,
      [
        {
          kind: 'series',
          labels: {},
          points: [
            { time: 0, value: 1 },
            { time: 60_000, value: 2 },
          ],
        },
      ],
    ],
    [
      'a series per number column',
      [{ time: '0m', n: 1, m: 5 }],
      true,
      [
        { kind: 'series', labels: {}, points: [{ time: 0, value: 1 }] },
        { kind: 'series', labels: {}, points: [{ time: 0, value: 5 }] },
      ],
    ],
    [
      'a series per set of labels, booleans among them',
      [
        { time: '0m', agent: 'a', up: true, n: 1 },
        { time: '0m', agent: 'b', up: true, n: 2 },
        { time: '1m', agent: 'a', up: true, n: 3 },
      ],
      false,
      [
        {
          kind: 'series',
          labels: { agent: 'a', up: 'true' },
          points: [
            { time: 0, value: 1 },
            { time: 60_000, value: 3 },
          ],
        },
        { kind: 'series', labels: { agent: 'b', up: 'true' }, points: [{ time: 0, value: 2 }] },
      ],
    ],
  ])('%s', (_name, rows, isTable, values) => expect(valuesOfRows(rows, isTable)).toEqual({ values }));

  test.each<[string, Row[], boolean]>([
    ['two numbers per row', [{ agent: 'a', n: 1, m: 2 }], true],
    ['no number', [{ agent: 'a' }], true],
    ['a boolean beside a number', [{ up: true, n: 1 }], true],
    ['texts beside a time in a table', [{ time: '0m', agent: 'a', n: 1 }], true],
    [
      'times that go back',
      [
        { time: '1m', agent: 'a', n: 1 },
        { time: '0m', agent: 'a', n: 1 },
      ],
      false,
    ],
    ['a time without a number', [{ time: '0m', agent: 'a' }], false],
  ])('rejected with %s', (_name, rows, isTable) =>
    expect(valuesOfRows(rows, isTable)).toMatchObject({ isConversion: true }),
  );
});
