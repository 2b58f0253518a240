import { DashboardBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import { describe, expect, test } from 'vitest';

import { defineDashboard, defineRuleGroup, type DashboardSpec } from '../define/definitions.ts';
import type { ThresholdAlert } from '../define/rules.ts';
import { UserError } from '../diagnostics/errors.ts';
import { timeseries } from '../panels/time-series.ts';
import { settingsOf } from '../test/support/settings.ts';
import { type BuildInput, compilePack } from './compile.ts';

const panel = (key: string, size: { width?: number; height?: number } = {}) => ({
  key,
  width: 6,
  height: 4,
  panel: timeseries('P', 'd'),
  ...size,
});
const dashboard = ({ title = 'A', ...spec }: Partial<DashboardSpec> & { title?: string } = {}) =>
  defineDashboard(() => ({
    uid: 'pf-a',
    dashboard: new DashboardBuilder(title),
    rows: [{ key: 'r', title: 'R', panels: [panel('p')] }],
    ...spec,
  }));
const rule: ThresholdAlert = {
  uid: 'r',
  title: 'R',
  query: { datasource: 'prometheus', promql: 'x' },
  threshold: { is: 'above', value: 1 },
  for: '1m',
  severity: 'info',
  team: 'data',
  summary: 's',
  description: 'd',
  runbook: 'https://x',
  panel: { dashboard: 'pf-a', key: 'p' },
  noData: 'OK',
};
const group = (name: string, ...rules: Partial<ThresholdAlert>[]) =>
  defineRuleGroup(() => ({ name, interval: '1m', rules: rules.map((own) => ({ ...rule, ...own })) }));

function problems(pack: Partial<BuildInput>): string[] {
  try {
    compilePack(
      { dashboards: [], ruleGroups: [], datasources: [], notifications: [], tenantNotifications: [], ...pack },
      settingsOf(),
      { promql: (text) => text, labelValues: (text) => text, dashboardText: JSON.stringify },
    );
    return [];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.diagnostics.map(({ id }) => id);
  }
}

describe('one finding per fault, all reported together', () => {
  test.each<[string, Partial<BuildInput>, string[]]>([
    ['nothing wrong', { dashboards: [dashboard()], ruleGroups: [group('g', {})] }, []],
    [
      'a definition that throws',
      {
        dashboards: [
          defineDashboard(() => {
            throw new Error('boom');
          }),
          dashboard(),
        ],
      },
      ['definition/threw'],
    ],
    ['equal uids', { dashboards: [dashboard(), dashboard({ title: 'B' })] }, ['dashboard/uid']],
    ['equal titles', { dashboards: [dashboard(), dashboard({ uid: 'pf-b' })] }, ['dashboard/title']],
    ['a uid that Grafana refuses', { dashboards: [dashboard({ uid: 'a b' })] }, ['dashboard/uid']],
    ['a uid that is a path outside the folder', { dashboards: [dashboard({ uid: '../../etc' })] }, ['dashboard/uid']],
    ['a folder outside the output folder', { dashboards: [dashboard({ folder: '../x' })] }, ['dashboard/folder']],
    [
      'a dashboard with the title of its folder, accepted since 11.3',
      { dashboards: [dashboard({ title: 'Purple  flea' })] },
      [],
    ],
    [
      'equal panel keys',
      { dashboards: [dashboard({ rows: [{ key: 'r', title: 'R', panels: [panel('p'), panel('p')] }] })] },
      ['panel/key'],
    ],
    [
      'a panel too wide',
      { dashboards: [dashboard({ rows: [{ key: 'r', title: 'R', panels: [panel('p', { width: 30 })] }] })] },
      ['panel/size'],
    ],
    ['equal rule uids', { dashboards: [dashboard()], ruleGroups: [group('g', {}, { title: 'S' })] }, ['alert/uid']],
    [
      'a rule uid that Grafana refuses',
      { dashboards: [dashboard()], ruleGroups: [group('g', { uid: 'x'.repeat(41) })] },
      ['alert/uid'],
    ],
    ['equal rule titles', { dashboards: [dashboard()], ruleGroups: [group('g', {}, { uid: 's' })] }, ['alert/title']],
    ['equal groups', { dashboards: [dashboard()], ruleGroups: [group('g'), group('g')] }, ['alert/group']],
    [
      'a link to a panel that does not exist',
      { dashboards: [dashboard()], ruleGroups: [group('g', { panel: { dashboard: 'pf-a', key: 'q' } })] },
      ['alert/panel'],
    ],
    ['a link to a dashboard that does not exist', { ruleGroups: [group('g', {})] }, ['alert/panel']],
  ])('%s', (_name, pack, ids) => expect(problems(pack)).toEqual(ids));
});

test('a builder that throws is reported only when the definitions have no problems, which may be its cause', () => {
  const throws = {
    build: () => {
      throw new RangeError('no such panel');
    },
  };
  const broken = dashboard({ rows: [{ key: 'r', title: 'R', panels: [{ ...panel('p'), panel: throws as never }] }] });
  const tooWide = dashboard({
    uid: 'pf-b',
    title: 'B',
    rows: [{ key: 'r', title: 'R', panels: [panel('p', { width: 30 })] }],
  });
  expect(problems({ dashboards: [broken, tooWide] })).toEqual(['panel/size']);
  expect(() => problems({ dashboards: [broken, dashboard({ uid: 'pf-b', title: 'B' })] })).toThrow(RangeError);
});
