import { describe, expect, test } from 'vitest';

import { evaluate, type QueryOutcome, type Result } from './evaluate.ts';
import type { Value } from './values.ts';

const number = (value: number | null, labels = {}): Value => ({ kind: 'number', labels, value });
const series = (values: (number | null)[], labels = {}): Value => ({
  kind: 'series',
  labels,
  points: values.map((value, index) => ({ time: index * 60_000, value })),
});
type Model = Record<string, unknown>;

/** A rule whose query A returns `values` and whose expressions are B, C and so on, the last being the condition. */
function run(values: Value[] | QueryOutcome, models: Model[], loaded: string[] = []): Result[] {
  const outcome = Array.isArray(values) ? { values } : values;
  const expressions = models.map((model, index) => ({
    refId: 'BCDEF'.charAt(index),
    datasourceUid: '__expr__',
    isExpression: true,
    relativeTimeRange: { from: 240, to: 0 },
    model,
  }));
  const data = [
    { refId: 'A', datasourceUid: 'ds', isExpression: false, relativeTimeRange: { from: 600, to: 0 }, model: {} },
    ...expressions,
  ];
  const { results } = evaluate({
    rule: { condition: data.at(-1)?.refId ?? 'A', data },
    queries: new Map([['A', outcome]]),
    moment: { now: 240_000, loaded: new Set(loaded) },
  });
  return [...results];
}

const captureOf = (results: Result[], refId: string) =>
  results.map(({ captures }) => captures.find((capture) => capture.refId === refId)?.value);
const reducer = (name: string, settings?: Model) => ({
  type: 'reduce',
  expression: '$A',
  reducer: name,
  ...(settings ? { settings } : {}),
});

describe('reduce', () => {
  test.each<[string, (number | null)[], Model | undefined, number | null]>([
    ['sum', [1, 2, 3], undefined, 6],
    ['mean', [1, 2, 6], undefined, 3],
    ['min', [3, 1, 2], undefined, 1],
    ['max', [3, 1, 2], undefined, 3],
    ['median', [5, 1, 3, 100], undefined, 4],
    ['count', [1, null, 3], undefined, 3],
    ['Last', [1, 2, 9], undefined, 9],
    ['last', [1, null], undefined, null],
    ['sum', [1, null], undefined, Number.NaN],
    ['max', [1, Number.NaN], undefined, Number.NaN],
    ['mean', [], undefined, Number.NaN],
    ['sum', [1, null, Number.NaN, Infinity, 2], { mode: 'dropNN' }, 3],
    ['count', [1, null], { mode: 'dropNN' }, 1],
    ['last', [], { mode: 'dropNN' }, null],
    ['sum', [1, null, Number.NaN], { mode: 'replaceNN', replaceWithValue: 10 }, 21],
    ['mean', [], { mode: 'replaceNN', replaceWithValue: 7 }, 7],
  ])('%s of %j with %j is %d', (name, values, settings, expected) => {
    expect(captureOf(run([series(values)], [reducer(name, settings)]), 'B')).toEqual([expected]);
  });

  test('keeps labels, passes numbers through, and drops NaN', () => {
    const results = run(
      [number(3, { agent: 'a' }), number(Number.NaN, { agent: 'b' })],
      [reducer('last', { mode: 'dropNN' })],
    );
    expect(results.map(({ labels }) => labels)).toEqual([{ agent: 'a' }]);
  });
});

describe('math', () => {
  test.each<[string, number | null]>([
    ['$A * 2 + 1', 7],
    ['1 + $A * 2', 7],
    ['-$A ** 2', 9],
    ['2 ** 3 ** 2', 64],
    ['($A + 1) * 2', 8],
    ['7 % $A', 1],
    ['${A} / 0', Infinity],
    ['!$A', 0],
    ['$A > 2 && $A < 4', 1],
    ['$A == 3 || 1 / 0', 1],
    ['0 && nan()', 0],
    ['nan() && 0', Number.NaN],
    ['abs(-$A)', 3],
    ['log(1)', 0],
    ['round(-2.5)', -3],
    ['floor(2.7) + ceil(2.1)', 5],
    ['is_nan(nan())', 1],
    ['is_inf(infn())', 1],
    ['is_null(null())', 1],
    ['is_number($A)', 1],
    ['null() + $A', null],
    ['0x10 + .5e1', 21],
  ])('%s is %d', (expression, expected) =>
    expect(captureOf(run([number(3)], [{ type: 'math', expression }]), 'B')).toEqual([expected]),
  );

  test('joins two sets by equal labels or a subset of them, and drops what has no counterpart', () => {
    const models = [
      { type: 'math', expression: '$A * 10' },
      { type: 'math', expression: '$A + $B' },
    ];
    const results = run([number(1, { a: '1' }), number(2, { a: '2', b: 'x' })], models);
    expect(results.map(({ labels, captures }) => [labels, captures.find(({ refId }) => refId === 'C')?.value])).toEqual(
      [
        [{ a: '1' }, 11],
        [{ a: '2', b: 'x' }, 22],
      ],
    );
  });

  test('joins the points of two series at equal times', () => {
    const [result] = run(
      [series([1, 2, 3])],
      [
        { type: 'math', expression: '$A + $A' },
        { type: 'reduce', expression: 'B', reducer: 'sum' },
      ],
    );
    expect(result?.captures.find(({ refId }) => refId === 'C')?.value).toBe(12);
  });

  test.each(['$A >- 1', '$A +', 'foo($A)', 'abs()', '$A $A', '(1', '$'])('rejects %j', (expression) => {
    expect(run([number(1)], [{ type: 'math', expression }])).toMatchObject([
      { state: 'Error', error: { message: expect.stringContaining('[B]') as string } },
    ]);
  });
});

describe('threshold', () => {
  const evaluator = (type: string, ...params: number[]) => ({ type, params });
  const model = (load: unknown, unload?: unknown) => ({
    type: 'threshold',
    expression: 'A',
    conditions: [{ evaluator: load, ...(unload ? { unloadEvaluator: unload } : {}) }],
  });
  test.each<[string, number[], number[]]>([
    ['gt', [15], [0, 0, 1]],
    ['lt', [15], [1, 0, 0]],
    ['gte', [15], [0, 1, 1]],
    ['lte', [15], [1, 1, 0]],
    ['eq', [15], [0, 1, 0]],
    ['ne', [15], [1, 0, 1]],
    ['within_range', [14, 15], [0, 0, 0]],
    ['within_range_included', [14, 15], [1, 1, 0]],
    ['outside_range', [14, 15], [0, 0, 1]],
    ['outside_range_included', [14, 15], [1, 1, 1]],
  ])('%s %j of 14, 15 and 16', (type, params, expected) => {
    expect(
      captureOf(
        run(
          [14, 15, 16].map((value) => number(value, { value: String(value) })),
          [model(evaluator(type, ...params))],
        ),
        'B',
      ),
    ).toEqual(expected);
  });

  test('with a recovery threshold keeps firing until recovery, and does not start firing in between', () => {
    const values = [number(14, { agent: 'fires' }), number(14, { agent: 'calm' }), number(12, { agent: 'recovers' })];
    const results = run(
      values,
      [model(evaluator('gt', 15), evaluator('lt', 13))],
      ['[["agent","fires"]]', '[["agent","recovers"]]'],
    );
    expect(results.map(({ labels, state }) => [labels['agent'], state])).toEqual([
      ['fires', 'Alerting'],
      ['calm', 'Normal'],
      ['recovers', 'Normal'],
    ]);
  });

  test.each([
    [model(evaluator('above', 1))],
    [model(evaluator('within_range', 1))],
    [{ type: 'threshold', expression: 'A', conditions: [] }],
    [{ type: 'threshold', expression: '$A', conditions: [{ evaluator: evaluator('gt', 1) }] }],
  ])('rejects %j', (wrong) => expect(run([number(1)], [wrong])).toMatchObject([{ state: 'Error' }]));
});

test('resample fills gaps on a regular grid and reduces what falls between two points', () => {
  const resampled = (downsampler: string, upsampler: string) => {
    const models = [
      { type: 'resample', expression: 'A', window: '2m', downsampler, upsampler },
      { type: 'reduce', expression: 'B', reducer: 'sum', settings: { mode: 'dropNN' } },
    ];
    return captureOf(run([series([1, 2, 3])], models), 'C');
  };
  expect(resampled('sum', 'fillna')).toEqual([1 + 5]);
  expect(resampled('max', 'pad')).toEqual([1 + 3 + 3]);
  expect(resampled('median', 'pad')).toEqual([undefined]);
});

describe('classic conditions', () => {
  const condition = (reducerName: string, type: string, params: number[], operator = 'and') => ({
    evaluator: { type, params },
    operator: { type: operator },
    query: { params: ['A'] },
    reducer: { type: reducerName },
  });
  const classic = (...conditions: object[]) => ({ type: 'classic_conditions', conditions });
  test.each<[string, number]>([
    ['avg', 4],
    ['sum', 8],
    ['min', 2],
    ['max', 6],
    ['count', 3],
    ['last', 6],
    ['median', 4],
    ['diff', 4],
    ['diff_abs', 4],
    ['percent_diff', 200],
    ['percent_diff_abs', 200],
    ['count_non_null', 2],
  ])('%s of 2, nothing and 6 is %d', (name, expected) => {
    expect(run([series([2, null, 6], { agent: 'a' })], [classic(condition(name, 'eq', [expected]))])).toMatchObject([
      { state: 'Alerting', labels: {}, captures: [{ refId: 'B0', labels: { agent: 'a' }, value: expected }] },
    ]);
  });

  test('joins from left to right without precedence, and gives one instance whatever the number of series', () => {
    const fires = condition('last', 'gt', [1]);
    const silent = condition('last', 'gt', [100], 'and');
    expect(
      run(
        [series([5]), series([6])],
        [classic(fires, { ...condition('last', 'gt', [1]), operator: { type: 'or' } }, silent)],
      ).map(({ state }) => state),
    ).toEqual(['Normal']);
  });

  test('has no data when no series has a value, and fires for no_value', () => {
    expect(run([series([null])], [classic(condition('last', 'gt', [1]))]).map(({ state }) => state)).toEqual([
      'NoData',
    ]);
    expect(run([series([null])], [classic(condition('last', 'no_value', []))]).map(({ state }) => state)).toEqual([
      'Alerting',
    ]);
  });

  test('accepts no expression as input and is no input itself', () => {
    expect(
      run([series([1])], [reducer('last'), classic({ ...condition('last', 'gt', [1]), query: { params: ['B'] } })]),
    ).toMatchObject([{ state: 'Error' }]);
    expect(
      run([series([1])], [classic(condition('last', 'gt', [1])), { type: 'math', expression: '$B' }]),
    ).toMatchObject([{ state: 'Error' }]);
  });
});

describe('a rule', () => {
  const firing = { type: 'threshold', expression: 'A', conditions: [{ evaluator: { type: 'gt', params: [1] } }] };
  test('has no data when a query returns none, labelled with data source and query', () => {
    expect(run([], [firing])).toEqual([
      { state: 'NoData', labels: { datasource_uid: 'ds', ref_id: 'A' }, captures: [] },
    ]);
  });
  test('fails with the error of its query, not of the expressions on top of it', () => {
    expect(
      run({ error: 'connection refused' }, [reducer('last'), { type: 'math', expression: '$B > 1' }]),
    ).toMatchObject([
      {
        state: 'Error',
        error: {
          message: '[sse.dataQueryError] failed to execute query [A]: connection refused',
          query: { refId: 'A', datasourceUid: 'ds' },
        },
      },
    ]);
  });
  test('fires for NaN', () => {
    expect(run([number(Number.NaN)], [{ type: 'math', expression: '$A > 1' }]).map(({ state }) => state)).toEqual([
      'Alerting',
    ]);
  });
  test('treats a null as no data for that instance', () => {
    expect(run([number(null, { a: '1' })], [firing])).toMatchObject([{ state: 'NoData', labels: { a: '1' } }]);
  });
  test.each<[string, Model[]]>([
    ['a condition that is still a series', [{ type: 'math', expression: '$A' }]],
    ['an unknown refId', [{ type: 'math', expression: '$Q' }]],
    ['itself', [{ type: 'math', expression: '$B' }]],
    [
      'a cycle',
      [
        { type: 'math', expression: '$C' },
        { type: 'math', expression: '$B' },
      ],
    ],
    ['an unknown type', [{ type: 'sql' }]],
    [
      'a recovery threshold that is not the condition',
      [
        {
          ...firing,
          conditions: [{ evaluator: { type: 'gt', params: [1] }, unloadEvaluator: { type: 'lt', params: [1] } }],
        },
        { type: 'math', expression: '$B' },
      ],
    ],
  ])('rejects %s', (_name, models) => expect(run([series([1])], models)).toMatchObject([{ state: 'Error' }]));
  test('rejects two results with equal labels', () =>
    expect(run([number(1), number(2)], [firing])).toMatchObject([{ state: 'Error' }]));
});
