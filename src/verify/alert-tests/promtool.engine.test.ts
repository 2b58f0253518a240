import { describe, expect, test } from 'vitest';

import { hasPromtool } from '../../test/support/promtool.ts';
import { memoryTree } from '../../folder/file-tree.ts';
import { openFolder } from '../../folder/open-folder.ts';
import { type PromqlRequest, promtool } from './promtool.ts';
import { runTests } from './run.ts';
import type { AlertTestSpec } from './test-case.ts';
import { testedFolder } from './tested-folder.ts';

const ask = (series: Record<string, string>, ...questions: [expr: string, minute: number][]) =>
  askOne(
    { series, interval: '1m', evaluationInterval: '1m', ruleFiles: [] },
    questions.map(([expr, minute]) => ({ expr, time: minute * 60_000 })),
  );

async function askOne(input: PromqlRequest['input'], questions: PromqlRequest['questions']) {
  const [reply = { answers: [] }] = await promtool.ask([{ input, questions }]);
  if ('error' in reply) throw new Error(reply.error);
  return reply.answers;
}

describe.skipIf(!hasPromtool())('Prometheus replies', () => {
  test('with every label and value exactly', async () => {
    const series = {
      'm{a="x\\"y, {b=\\"1\\"} 2E+00",c="é\\\\"}': '0.1',
      'm{a="n"}': 'NaN',
      'm{a="i"}': 'Inf',
      'm{a="j"}': '-Inf',
      'm{a="s"}': '1e-9',
      'm{a="l"}': '123456789012345.6',
    };
    const [answer] = await ask(series, ['m', 0]);
    expect(answer).toEqual({
      samples: expect.arrayContaining([
        { labels: { __name__: 'm', a: 'x"y, {b="1"} 2E+00', c: 'é\\' }, value: 0.1 },
        { labels: { __name__: 'm', a: 'n' }, value: Number.NaN },
        { labels: { __name__: 'm', a: 'i' }, value: Infinity },
        { labels: { __name__: 'm', a: 'j' }, value: -Infinity },
        { labels: { __name__: 'm', a: 's' }, value: 1e-9 },
        { labels: { __name__: 'm', a: 'l' }, value: 123_456_789_012_345.6 },
      ]) as unknown,
    });
  });

  test('in the order of the questions, with staleness, nothing and errors', async () => {
    const answers = await ask(
      { m: '1 2 stale' },
      ['sum(m)', 0],
      ['sum(m)', 1],
      ['sum(m)', 2],
      ['sum(m', 1],
      ['m * on() group_right m', 1],
      ['time()', 3],
      ['m > 5', 1],
    );
    expect(answers.map((answer) => ('error' in answer ? 'error' : answer.samples.map(({ value }) => value)))).toEqual([
      [1],
      [2],
      [],
      'error',
      [4],
      [180],
      [],
    ]);
  });

  test('over recorded series', async () => {
    const rules = JSON.stringify({
      groups: [
        { name: 'second', rules: [{ record: 'b', expr: 'a * 2' }] },
        { name: 'third', rules: [{ record: 'c', expr: 'b + 1' }] },
      ],
    });
    expect(
      await askOne({ series: { a: '1+1x9' }, interval: '1m', evaluationInterval: '1m', ruleFiles: [rules] }, [
        { expr: 'sum(c)', time: 300_000 },
      ]),
    ).toEqual([{ samples: [{ labels: {}, value: 13 }] }]);
  });

  test('not at all when it cannot read the series or a rule file', async () => {
    await expect(ask({ 'm{': '1' }, ['m', 0])).rejects.toThrow(/^1:4: parse error/);
    await expect(
      askOne(
        {
          series: { m: '1' },
          interval: '1m',
          evaluationInterval: '1m',
          ruleFiles: ['groups: [{ name: a, rules: [{ record: b, expr: "sum(" }] }]'],
        },
        [{ expr: 'm', time: 0 }],
      ),
    ).rejects.toThrow('unclosed left parenthesis');
  });
});

describe.skipIf(!hasPromtool())('a test of a rule runs on Prometheus', () => {
  const folder = (expr: string) =>
    testedFolder(
      openFolder(
        memoryTree(
          new Map([
            ['datasources/a.yaml', 'apiVersion: 1\ndatasources: [{ name: Prom, type: prometheus, uid: prom }]\n'],
            [
              'alerting/a.yaml',
              `groups: [{ name: g, folder: F, interval: 1m, rules: [{ uid: r, title: R, condition: B, execErrState: Error, noDataState: NoData, data: [{ refId: A, datasourceUid: prom, model: { expr: ${JSON.stringify(expr)}, instant: true } }, { refId: B, datasourceUid: __expr__, model: { type: threshold, expression: A, conditions: [{ evaluator: { type: gt, params: [5] } }] } }] }] }]`,
            ],
          ]),
          '',
        ),
        '',
      ),
    );
  const failures = async (expr: string, spec: Partial<AlertTestSpec>) => {
    const full: AlertTestSpec = { name: 't', rule: 'r', ...spec };
    const { outcomes } = await runTests(
      [{ kind: 'alert', spec: full, locate: () => ({ file: '' }), folder: '.' }],
      folder(expr),
    );
    return outcomes.flatMap(({ failures: failed, problems }) => [
      ...problems.map(({ message }) => message),
      ...failed.map(({ why = [] }) => why.join(' | ')),
    ]);
  };

  test('with the time of day of its start', async () => {
    const series = { 'load{host="a"}': '9x200' };
    const atNight = 'load and on () (hour() >= 22)';
    const expected = { '59m': [{ state: 'NoData' as const }], '60m': [{ labels: { host: 'a' } }] };
    expect(await failures(atNight, { series, start: '2026-01-05T21:00:00Z', expect: expected })).toEqual([]);
    expect(await failures(atNight, { series, start: '2026-01-05T20:00:00Z', expect: expected })).not.toEqual([]);
  });

  test('with a gap while Prometheus is down, and without one while it is unreachable', async () => {
    const series = { 'load{host="a"}': '9x40' };
    const count = 'count_over_time(load[10m])';
    const values = (number: number) => ({ '20m': [{ labels: { host: 'a' }, values: { A: number } }] });
    expect(await failures(count, { series, sources: { prometheus: 'down 12m..15m' }, expect: values(8) })).toEqual([]);
    expect(await failures(count, { series, sources: { Prom: 'unreachable 12m..15m' }, expect: values(11) })).toEqual(
      [],
    );
    const gone = {
      '12m': [
        {
          state: 'Error' as const,
          annotations: { Error: '[sse.dataQueryError] failed to execute query [A]: connection refused' },
        },
        {},
      ],
    };
    expect(await failures(count, { series, sources: { prom: 'down 12m..15m' }, expect: gone })).toEqual([]);
  });

  test('and explains why a query returns nothing', async () => {
    const [why] = await failures('lod > 1', { series: { 'load{host="a"}': '9x9' }, expect: { '5m': [] } });
    expect(why).toContain('A  returns nothing: the test has no series lod');
  });
});

test('without any request, promtool is not run', async () => expect(await ask({})).toEqual([]));
