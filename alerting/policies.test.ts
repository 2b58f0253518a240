import { describe, expect, test } from 'vitest';

import { env } from '../src/grafana/interpolation/refs.ts';
import { type FleetConfig, settingsOf } from '../src/test/support/settings.ts';
import { matchersOf } from '../src/verify/routing/matchers.ts';
import { arrivals, type RouteNode } from '../src/verify/routing/tree.ts';
import { contactPoints } from './contact-points.ts';
import { policyTree } from './policies.ts';

interface Route {
  receiver: string;
  object_matchers?: [string, string, string][];
  continue?: boolean;
  routes?: Route[];
  group_by?: string[];
  mute_time_intervals?: string[];
}

const config: FleetConfig = {
  receivers: {
    chat: { type: 'slack', url: env('A') },
    page: { type: 'pagerduty', integrationKey: env('B') },
    mail: { type: 'email', addresses: 'a@b.c' },
    watchdog: { type: 'webhook', url: env('D') },
    stop: { type: 'webhook', url: env('C') },
  },
  halt: 'stop',
  teams: { treasury: { critical: ['page', 'mail'] } },
  muteTimings: { night: { severities: ['info'], times: [{ from: '22:00', to: '06:00' }] } },
};
const tree = (own: FleetConfig = config) => policyTree(settingsOf(own)) as unknown as Route | undefined;

/** Receivers that an alert with these labels reaches when Alertmanager walks the tree. */
function reached(labels: Record<string, string>): string[] {
  return arrivals(node(tree() as Route), labels, 0, new Map()).map(({ receiver }) => receiver);
}

function node(route: Route): RouteNode {
  return {
    receiver: route.receiver,
    matchers: matchersOf({ ...route }),
    continues: route.continue ?? false,
    muteTimings: [],
    activeTimings: [],
    groupBy: [],
    groupWaitMs: 0,
    groupIntervalMs: 0,
    repeatIntervalMs: 0,
    routes: (route.routes ?? []).map(node),
  };
}

describe('an alert reaches (requirements 124-131)', () => {
  const service = 'purpleflea';
  test.each<[string, Record<string, string>, string[]]>([
    [
      'a drawdown breach: halt webhook, pager and channel',
      { service, severity: 'critical', team: 'trading', action: 'halt', agent_id: 'agent-007' },
      ['pf-stop', 'pf-chat', 'pf-page'],
    ],
    [
      'a failed query of the drawdown rule: only people, no halt',
      { alertname: 'DatasourceError', service, severity: 'critical', team: 'trading', action: 'halt' },
      ['pf-chat', 'pf-page'],
    ],
    [
      'a critical alert of a team with its own receivers',
      { service, severity: 'critical', team: 'treasury' },
      ['pf-page', 'pf-mail'],
    ],
    ['a warning', { service, severity: 'warning', team: 'platform' }, ['pf-chat']],
    ['the heartbeat: its listener alone', { service, severity: 'info', heartbeat: 'true' }, ['pf-watchdog']],
    ['an info alert: the mailbox, never the pager', { service, severity: 'info', team: 'growth' }, ['pf-mail']],
    ['an alert of another source: the fallback', { severity: 'critical' }, ['pf-chat']],
  ])('%s', (_name, labels, receivers) => expect(reached(labels)).toEqual(receivers));
});

test('the receiver of the watchdog alone is no receiver for alerts', () => {
  expect(tree({ receivers: { watchdog: { type: 'webhook', url: env('D') } } })).toBeUndefined();
  const warned = tree({
    receivers: { watchdog: { type: 'webhook', url: env('D') }, chat: { type: 'slack', url: env('A') } },
    routes: { critical: ['watchdog', 'chat'] },
  });
  expect(JSON.stringify(warned).match(/pf-watchdog/g)).toHaveLength(1);
});

describe('Grafana can load the tree', () => {
  const all = (route: Route): Route[] => [route, ...(route.routes ?? []).flatMap(all)];
  test('every route names a receiver that exists', () => {
    const names = contactPoints(settingsOf(config)).map(({ name }) => name);
    for (const route of all(tree() as Route)) expect(names).toContain(route.receiver);
  });
  test('the root has no matchers and no mute timings', () => {
    expect(tree()).not.toHaveProperty('object_matchers');
    expect(tree()).not.toHaveProperty('mute_time_intervals');
  });
  test('only info alerts are muted outside the digest', () => {
    for (const route of all(tree() as Route)) {
      const isInfo =
        route.object_matchers?.some(([label, , value]) => label === 'severity' && value === 'info') ?? false;
      expect(route.mute_time_intervals ?? []).toEqual(isInfo ? ['pf-outside-digest', 'pf-night'] : []);
    }
  });
  test('halts are sent per agent, other alerts are grouped', () => {
    const grouped = all(tree() as Route).filter((route) => route.group_by);
    expect(grouped.length).toBeGreaterThan(1);
    expect(grouped.filter((route) => route.group_by?.includes('agent_id')).map(({ receiver }) => receiver)).toEqual([
      'pf-stop',
    ]);
  });
  test('there is no tree without receivers, or if the team keeps its own', () => {
    expect(tree({})).toBeUndefined();
    expect(tree({ ...config, policies: false })).toBeUndefined();
  });
});

test('neither the halt receiver nor the watchdog gets resolved messages', () => {
  expect(contactPoints(settingsOf(config)).map(({ receivers }) => receivers[0]?.['disableResolveMessage'])).toEqual([
    false,
    false,
    false,
    true,
    true,
  ]);
});
