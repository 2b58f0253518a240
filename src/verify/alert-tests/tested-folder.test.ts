import { describe, expect, test } from 'vitest';

import { memoryTree } from '../../folder/file-tree.ts';
import { openFolder } from '../../folder/open-folder.ts';
import { coverageOf, percentOf, routingFindings } from './coverage.ts';
import { runTests } from './run.ts';
import type { AlertTestSpec, TestCase } from './test-case.ts';
import { testedFolder } from './tested-folder.ts';

/** A folder with one rule over an SQL source, changed by `rule`, and policies. */
function folder(
  rule: string,
  policies = 'policies: [{ receiver: root, routes: [{ receiver: team, matchers: ["team=~.+"] }] }]',
) {
  const files = new Map([
    ['datasources/a.yaml', 'apiVersion: 1\ndatasources: [{ name: DB, type: mysql, uid: db }]\n'],
    [
      'alerting/rules.yaml',
      `
groups:
  - name: g
    folder: F
    interval: 10s
    rules:
      - uid: r
        title: R
        condition: C
        data:
          - { refId: A, datasourceUid: db, relativeTimeRange: { from: 60, to: 0 }, model: { format: table, rawSql: SELECT 1 } }
          - { refId: C, datasourceUid: __expr__, model: { type: threshold, expression: A, conditions: [{ evaluator: { type: gt, params: [5] } }] } }
${rule}`,
    ],
    [
      'alerting/policies.yaml',
      `contactPoints: [{ name: root }, { name: team }, { name: own }]\nmuteTimes: [{ name: night, time_intervals: [{ times: [{ start_time: "22:00", end_time: "24:00" }] }] }]\n${policies}\n`,
    ],
  ]);
  return testedFolder(openFolder(memoryTree(files, ''), ''));
}

const indented = (...lines: string[]) => lines.map((line) => `        ${line}`).join('\n');

async function run(tested: ReturnType<typeof folder>, spec: Partial<AlertTestSpec>) {
  const full: AlertTestSpec = { name: 't', rule: 'r', frames: { A: [{ host: 'a', n: 9 }] }, expect: {}, ...spec };
  const alert: TestCase = { kind: 'alert', spec: full, locate: (path) => ({ file: path.join('.') }), folder: '.' };
  const { outcomes, touched } = await runTests([alert], tested, {
    isThere: () => Promise.resolve(false),
    ask: () => Promise.resolve([]),
  });
  return { outcome: outcomes[0], touched };
}

describe('a rule', () => {
  test.each<[string, string[], Partial<AlertTestSpec>]>([
    [
      'is evaluated every interval of its group',
      ['for: 20s'],
      { expect: { '15s': [{ state: 'Pending' }], '20s': [{}] } },
    ],
    [
      'keeps firing',
      ['keepFiringFor: 20s'],
      {
        frames: { A: { '0s': [{ host: 'a', n: 9 }], '10s': [{ host: 'a', n: 1 }] } },
        expect: { '0s': [{}], '20s': [{ state: 'Recovering', receivers: ['root'] }], '30s': [] },
      },
    ],
    [
      'keeps a missing series',
      ['missing_series_evals_to_resolve: 3'],
      {
        frames: {
          A: {
            '0s': [
              { host: 'a', n: 9 },
              { host: 'b', n: 0 },
            ],
            '10s': [{ host: 'b', n: 0 }],
          },
        },
        expect: {
          '20s': [{ labels: { host: 'a' } }],
          '30s': [{ state: 'Normal', reason: 'MissingSeries', labels: { host: 'a' } }],
          '40s': [],
        },
      },
    ],
    [
      'maps an error to its state',
      ['execErrState: OK'],
      {
        frames: { A: { '0s': [{ host: 'a', n: 9 }], '10s': { error: 'down' } } },
        expect: { '10s': [{ state: 'Normal', reason: 'Error' }] },
      },
    ],
    [
      'fires for an error by default',
      [],
      {
        frames: { A: { '0s': { error: 'down' } } },
        expect: {
          '0s': [{ reason: 'Error', annotations: { Error: '[sse.dataQueryError] failed to execute query [A]: down' } }],
        },
      },
    ],
    [
      'has no data by default',
      [],
      {
        frames: { A: [] },
        expect: {
          '0s': [
            {
              state: 'NoData',
              labels: {
                alertname: 'DatasourceNoData',
                rulename: 'R',
                datasource_uid: 'db',
                ref_id: 'A',
                grafana_folder: 'F',
              },
            },
          ],
        },
      },
    ],
    [
      'expands the dollars of its labels and not those of its annotations',
      ["labels: { level: 'of $$labels {{ $$labels.host }}' }", "annotations: { text: '{{ $labels.host }} $$' }"],
      { expect: { '0s': [{ labels: { level: 'of $labels a' }, annotations: { text: 'a $$' } }] } },
    ],
    ['takes the route of its team', ['labels: { team: x }'], { expect: { '0s': [{ receivers: ['team'] }] } }],
    [
      'takes a route of its own',
      ['labels: { team: x }', 'notification_settings: { receiver: own, mute_time_intervals: [night] }'],
      { start: '2026-01-05T21:59:50Z', expect: { '0s': [{ receivers: ['own'] }], '10s': [{ receivers: [] }] } },
    ],
  ])('%s', async (_name, lines, spec) =>
    expect((await run(folder(indented(...lines)), spec)).outcome).toMatchObject({
      status: 'passed',
      failures: [],
      problems: [],
    }),
  );

  test('that is paused is not evaluated', async () => {
    const { outcome } = await run(folder(indented('isPaused: true')), {});
    expect(outcome).toMatchObject({
      status: 'failed',
      problems: [{ id: 'alert-test/idle-rule', message: expect.stringContaining('paused') as string }],
    });
  });

  test('that records returns its series, and sends nothing', async () => {
    const recording = folder(indented('record: { metric: host_load, from: A }', 'labels: { team: x }'));
    const expect_ = (value: number) => ({
      '0s': [{ labels: { __name__: 'host_load', host: 'a', team: 'x' }, values: { host_load: value } }],
    });
    expect((await run(recording, { expect: expect_(9) })).outcome?.status).toBe('passed');
    const { outcome } = await run(recording, { expect: expect_(8) });
    expect(outcome?.failures[0]?.difference.differences).toEqual([
      { part: 'value host_load', expected: '8', actual: '9' },
    ]);
    expect((await run(recording, { messages: { '1m': [] } })).outcome?.problems.map(({ id }) => id)).toEqual([
      'alert-test/no-messages',
    ]);
  });

  test('does not pass while one of its templates fails or is not supported', async () => {
    const { outcome } = await run(
      folder(indented("annotations: { wrong: '{{ gt $values.C.Value 0 }}', unknown: '{{ externalURL }}' }")),
      { expect: { '0s': [{}] } },
    );
    expect(outcome?.failures[0]?.difference.differences.map(({ part, actual }) => `${part} ${actual}`)).toEqual([
      expect.stringContaining('wrong: the template fails (incompatible types for comparison: float64 and int)'),
      expect.stringContaining('unknown: pf-grafana does not know the function externalURL'),
    ]);
  });
});

describe('an instance', () => {
  const rows = {
    A: [
      { host: 'a', n: 9 },
      { host: 'b', n: 9 },
    ],
  };
  test.each<[string, NonNullable<AlertTestSpec['expect']>, (string | undefined)[][]]>([
    ['that is not expected', { '0s': [{ labels: { host: 'b' } }] }, [['expect.0s', 'instance', 'none', 'Alerting']]],
    [
      'that does not exist',
      { '0s': [{ labels: { host: 'a' } }, { labels: { host: 'b' } }, { labels: { host: 'c' } }] },
      [['expect.0s.2', 'instance', 'Alerting', 'none']],
    ],
    [
      'that fits a broad and a narrow expectation goes to the narrow one',
      { '0s': [{ labels: { grafana_folder: 'F' } }, { labels: { host: 'a' } }] },
      [],
    ],
    [
      'in another state, with another value',
      { '0s': [{ state: 'Pending', labels: { host: 'a' }, values: { A: 8 } }, {}] },
      [
        ['expect.0s.0', 'state', 'Pending', 'Alerting'],
        ['expect.0s.0', 'value A', '8', '9'],
      ],
    ],
    [
      'with another label is shown beside what is expected',
      { '0s': [{ labels: { host: 'x' } }, { labels: { host: 'b' } }] },
      [['expect.0s.0', 'label host', 'x', 'a']],
    ],
  ])('%s', async (_name, expected, wanted) => {
    const { outcome } = await run(folder(''), { frames: rows, expect: expected });
    expect(
      outcome?.failures.flatMap(({ at, difference }) =>
        difference.differences.map(({ part, expected: left, actual }) => [at.file, part, left, actual]),
      ),
    ).toEqual(wanted);
  });
});

test('coverage counts a rule that fires and a route whose receivers are checked', async () => {
  const tested = folder(indented('labels: { team: x }'));
  const shares = async (spec: Partial<AlertTestSpec>) => {
    const { rules, routes } = coverageOf(tested, (await run(tested, spec)).touched);
    return [percentOf(rules), percentOf(routes)];
  };
  expect(await shares({ frames: { A: [{ host: 'a', n: 1 }] }, expect: { '0s': [] } })).toEqual([0, 0]);
  expect(await shares({ expect: { '0s': [{}] } })).toEqual([100, 0]);
  expect(await shares({ expect: { '0s': [{ receivers: ['team'] }] } })).toEqual([100, 50]);
});

test.each<[string, string, string, string[]]>([
  [
    'a rule without the labels that routes match',
    '',
    'policies: [{ receiver: own, routes: [{ receiver: team, matchers: ["team=x"] }, { receiver: root, matchers: ["alertname=Other"] }] }]',
    [],
  ],
  [
    'a rule whose labels no route takes',
    indented('labels: { team: y }'),
    'policies: [{ receiver: own, routes: [{ receiver: team, matchers: ["team=x"] }, { receiver: root, matchers: ["alertname=Other"] }] }]',
    ['route/falls-through'],
  ],
  [
    'a contact point that nothing reaches',
    indented('labels: { team: x }'),
    'policies: [{ receiver: root, routes: [{ receiver: team, matchers: ["team=~.+"] }] }]',
    ['route/receiver-unreached'],
  ],
  [
    'a contact point that a rule names itself',
    indented('notification_settings: { receiver: own }'),
    'policies: [{ receiver: root, routes: [{ receiver: team, matchers: ["team=~.+"] }] }]',
    [],
  ],
])('the policies: finds %s', (_name, rule, policies, ids) => {
  expect(routingFindings(folder(rule, policies)).map(({ id }) => id)).toEqual(ids);
});
