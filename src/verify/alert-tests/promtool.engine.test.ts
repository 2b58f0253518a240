import { describe, expect, test } from 'vitest';

import { hasPromtool } from '../../test/support/promtool.ts';
import { type PromqlRequest, promtool } from './promtool.ts';

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

describe.skipIf(!hasPromtool())('Prometheus answers', () => {
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

test('nothing to ask takes no promtool', async () => expect(await ask({})).toEqual([]));
