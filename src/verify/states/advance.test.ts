import { describe, expect, test } from 'vitest';

import type { Result } from '../expressions/evaluate.ts';
import { advance, loadedSeries } from './advance.ts';
import type { Instance, StateRule } from './state.ts';

const MINUTE = 60_000;
const rule: StateRule = {
  intervalMs: MINUTE,
  forMs: 2 * MINUTE,
  keepFiringForMs: 0,
  missingSeriesEvalsToResolve: 2,
  noDataState: 'NoData',
  execErrState: 'Error',
};

/**
 * One letter per evaluation: `n`ormal, `a`lerting, `d` no data for that series, `N`o data at all, `E`rror, `-` no
 * result for that series.
 */
function course(evaluations: string, change: Partial<StateRule> = {}): string[] {
  let kept: ReadonlyMap<string, Instance> = new Map();
  return [...evaluations].map((letter, minute) => {
    const result = advance({ ...rule, ...change }, kept, resultsOf(letter), minute * MINUTE, ({ labels }) => ({
      labels: { ...labels, severity: 'x' },
      annotations: {},
    }));
    kept = result.kept;
    return [...kept.values(), ...result.ended]
      .map(
        ({ state, reason, labels }) =>
          `${labels['ref_id'] === undefined ? '' : `${labels['ref_id']}:`}${state}${reason ? ` (${reason})` : ''}`,
      )
      .join(' ');
  });
}

function resultsOf(letter: string): Result[] {
  const one = (state: Result['state'], labels: Record<string, string>): Result => ({ state, labels, captures: [] });
  switch (letter) {
    case 'N':
      return [one('NoData', { datasource_uid: 'ds', ref_id: 'A' })];
    case 'E':
      return [{ ...one('Error', {}), error: { message: 'failed', query: { refId: 'A', datasourceUid: 'ds' } } }];
    case '-':
      // The rule returns results, but of other series.
      return [];
    default:
      return [one(letter === 'a' ? 'Alerting' : letter === 'd' ? 'NoData' : 'Normal', { agent: 'a' })];
  }
}

describe('the states of one instance, one letter per minute, with a `for` of 2 minutes', () => {
  test.each<[string, string, Partial<StateRule>, string[]]>([
    ['waits for its time and fires', 'naaaa', {}, ['Normal', 'Pending', 'Pending', 'Alerting', 'Alerting']],
    [
      'starts over when the condition breaks off',
      'aanaaa',
      {},
      ['Pending', 'Pending', 'Normal', 'Pending', 'Pending', 'Alerting'],
    ],
    ['fires at once without a time', 'na', { forMs: 0 }, ['Normal', 'Alerting']],
    [
      'waits for one more evaluation when the time is shorter than the interval',
      'aa',
      { forMs: 10_000 },
      ['Pending', 'Alerting'],
    ],
    ['resolves at once', 'aan', { forMs: MINUTE }, ['Pending', 'Alerting', 'Normal']],
    [
      'keeps firing, and ends after the time',
      'annnn',
      { forMs: 0, keepFiringForMs: 2 * MINUTE },
      ['Alerting', 'Recovering', 'Recovering', 'Normal', 'Normal'],
    ],
    [
      'fires again from recovering without waiting',
      'aaanan',
      { keepFiringForMs: 2 * MINUTE },
      ['Pending', 'Pending', 'Alerting', 'Recovering', 'Alerting', 'Recovering'],
    ],
    [
      'a series that is gone stays for one more evaluation and then ends',
      'a---',
      { forMs: 0 },
      ['Alerting', 'Alerting', 'Normal (MissingSeries)', ''],
    ],
    [
      'or for as many as the rule sets',
      'a----',
      { forMs: 0, missingSeriesEvalsToResolve: 4 },
      ['Alerting', 'Alerting', 'Alerting', 'Alerting', 'Normal (MissingSeries)'],
    ],
    [
      'no data makes an instance of its own, and the others end as missing',
      'aNNN',
      { forMs: 0 },
      ['Alerting', 'Alerting A:NoData', 'A:NoData Normal (MissingSeries)', 'A:NoData'],
    ],
    ['no data ends with the first result', 'NNn', {}, ['A:NoData', 'A:NoData', 'Normal A:Normal (MissingSeries)']],
    [
      'no data as OK resolves all instances',
      'aNN',
      { forMs: 0, noDataState: 'OK' },
      ['Alerting', 'Normal (NoData)', 'Normal (NoData)'],
    ],
    [
      'no data as OK without instances creates one',
      'NN',
      { noDataState: 'OK' },
      ['A:Normal (NoData)', 'A:Normal (NoData)'],
    ],
    [
      'no data as Alerting waits and fires',
      'nNNN',
      { noDataState: 'Alerting' },
      ['Normal', 'Pending (NoData)', 'Pending (NoData)', 'Alerting (NoData)'],
    ],
    [
      'no data as KeepLast keeps firing instances and pending ones pending',
      'aNNNn',
      { noDataState: 'KeepLast' },
      ['Pending', 'Pending (NoData, KeepLast)', 'Alerting (NoData, KeepLast)', 'Alerting (NoData, KeepLast)', 'Normal'],
    ],
    ['a series without a value has no data in that instance', 'nd', {}, ['Normal', 'NoData']],
    [
      'an error makes an instance of its own with the query in its labels',
      'nEEn',
      {},
      ['Normal', 'Normal A:Error', 'A:Error Normal (MissingSeries)', 'Normal A:Normal (MissingSeries)'],
    ],
    ['an error as OK', 'aE', { forMs: 0, execErrState: 'OK' }, ['Alerting', 'Normal (Error)']],
    [
      'an error as Alerting',
      'nEEE',
      { execErrState: 'Alerting' },
      ['Normal', 'Pending (Error)', 'Pending (Error)', 'Alerting (Error)'],
    ],
    ['an error as KeepLast', 'aE', { forMs: 0, execErrState: 'KeepLast' }, ['Alerting', 'Alerting (Error, KeepLast)']],
  ])('%s', (_name, evaluations, change, expected) => expect(course(evaluations, change)).toEqual(expected));
});

test('a recovery threshold applies to firing and pending instances, not to those kept for another reason', () => {
  const instance = (state: Instance['state'], reason: string, resultKey: string): [string, Instance] => [
    resultKey,
    {
      key: resultKey,
      labels: {},
      annotations: {},
      state,
      reason,
      startsAt: 0,
      lastEvaluation: 0,
      resultKey,
      values: {},
      captures: [],
    },
  ];
  const instances = new Map([
    instance('Alerting', '', 'a'),
    instance('Pending', '', 'p'),
    instance('Alerting', 'NoData', 'n'),
    instance('Recovering', '', 'r'),
    instance('Normal', '', 'o'),
  ]);
  expect([...loadedSeries(instances)]).toEqual(['a', 'p']);
});

test('an error is reported in an annotation, and the previous values become -1', () => {
  const describeResult = ({ labels }: Result) => ({ labels, annotations: {} });
  const alerting: Result = { state: 'Alerting', labels: {}, captures: [{ refId: 'B', labels: {}, value: 7 }] };
  const first = advance({ ...rule, execErrState: 'KeepLast' }, new Map(), [alerting], 0, describeResult);
  const second = advance({ ...rule, execErrState: 'KeepLast' }, first.kept, resultsOf('E'), MINUTE, describeResult);
  expect([...second.kept.values()]).toMatchObject([
    { annotations: { Error: 'failed', ref_id: 'A', datasource_uid: 'ds' }, values: { B: -1 } },
  ]);
});
