import { describe, expect, test } from 'vitest';

import { fallsThrough, reachableReceivers, unreachableRoutes } from './analyse.ts';
import { matcherOf, matchersOf, matchesAll } from './matchers.ts';
import { containsTime, type TimeInterval } from './time-intervals.ts';
import { arrivals, type RouteNode } from './tree.ts';

function route(receiver: string, matchers: readonly string[], rest: Partial<RouteNode> = {}): RouteNode {
  return {
    receiver,
    matchers: matchers.map(matcherOf),
    continues: false,
    muteTimings: [],
    activeTimings: [],
    groupBy: [],
    groupWaitMs: 0,
    groupIntervalMs: 0,
    repeatIntervalMs: 0,
    routes: [],
    ...rest,
  };
}

describe('matchers', () => {
  test.each<[string, Record<string, string>, boolean]>([
    ['a="b"', { a: 'b' }, true],
    ['a=b', { a: 'b' }, true],
    ['a=""', {}, true],
    ['a="b"', {}, false],
    ['a!="b"', {}, true],
    ['a!=b', { a: 'b' }, false],
    ['a=~"b|c"', { a: 'c' }, true],
    ['a=~"b"', { a: 'bb' }, false],
    ['a=~".+"', {}, false],
    ['a!~"b.*"', { a: 'bb' }, false],
    ['a!~"b"', {}, true],
    ['a = "x, y"', { a: 'x, y' }, true],
    ['a="q\\"r"', { a: 'q"r' }, true],
  ])('%s on %j', (text, labels, expected) => expect(matchesAll([matcherOf(text)], labels)).toBe(expected));

  test('all forms of matchers in a file must hold', () => {
    const matchers = matchersOf({
      object_matchers: [['a', '=', '"1"']],
      matchers: ['b="2, 3", c!="4"', '{d=~"5"}'],
      match: { e: '6' },
      match_re: { f: '7.*' },
    });
    expect(matchers.map(({ label, operator, value }) => label + operator + value)).toEqual([
      'a=1',
      'b=2, 3',
      'c!=4',
      'd=~5',
      'e=6',
      'f=~7.*',
    ]);
  });

  test.each(['a', '="b"', 'a="b'])('rejects %j', (text) =>
    expect(() => matcherOf(text)).toThrow('not a valid matcher'),
  );
});

describe('an alert arrives at', () => {
  const tree = route('root', [], {
    routes: [
      route('copy', ['team=~".+"'], { continues: true }),
      route('critical', ['severity=critical'], {
        routes: [
          route('treasury', ['team=treasury'], { continues: true }),
          route('audit', ['team=~"treasury|finance"']),
        ],
      }),
      route('night', ['severity=warning'], { muteTimings: ['night'] }),
      route('office', ['severity=info'], { activeTimings: ['office'] }),
    ],
  });
  const timings = new Map<string, TimeInterval[]>([
    ['night', [{ times: [{ start_time: '22:00', end_time: '24:00' }] }]],
    ['office', [{ weekdays: ['monday:friday'], location: 'Asia/Tokyo' }]],
  ]);
  test.each<[string, Record<string, string>, string, string[]]>([
    ['the root', { severity: 'none' }, '2026-01-05T12:00Z', ['root']],
    ['a route and the next', { severity: 'critical', team: 'trading' }, '2026-01-05T12:00Z', ['copy', 'critical']],
    ['nested routes', { severity: 'critical', team: 'treasury' }, '2026-01-05T12:00Z', ['copy', 'treasury', 'audit']],
    ['a route outside its mute timing', { severity: 'warning' }, '2026-01-05T21:59Z', ['night']],
    ['a muted route', { severity: 'warning' }, '2026-01-05T22:00Z', ['night muted by night']],
    ['an active route, in its own time zone', { severity: 'info' }, '2026-01-04T15:00Z', ['office']],
    ['a route that is not active', { severity: 'info' }, '2026-01-04T14:59Z', ['office muted by office']],
  ])('%s', (_name, labels, moment, expected) => {
    expect(
      arrivals(tree, labels, Date.parse(moment), timings).map(
        ({ receiver, mutedBy }) => receiver + (mutedBy === undefined ? '' : ` muted by ${mutedBy}`),
      ),
    ).toEqual(expected);
  });
});

describe('an interval holds', () => {
  test.each<[TimeInterval, string, boolean]>([
    [{ times: [{ start_time: '02:00', end_time: '03:00' }] }, '2026-01-05T03:00Z', false],
    [
      {
        times: [
          { start_time: '00:00', end_time: '01:00' },
          { start_time: '23:00', end_time: '24:00' },
        ],
      },
      '2026-01-05T23:59Z',
      true,
    ],
    [{ weekdays: ['sunday'] }, '2026-01-04T12:00Z', true],
    [{ weekdays: ['Monday:Wednesday'] }, '2026-01-08T12:00Z', false],
    [{ days_of_month: ['-1'] }, '2026-02-28T12:00Z', true],
    [{ days_of_month: ['-3:-1'] }, '2026-02-25T12:00Z', false],
    [{ days_of_month: ['28:31'] }, '2026-02-28T12:00Z', true],
    [{ days_of_month: ['30:31'] }, '2026-02-28T12:00Z', false],
    [{ months: ['january:march'] }, '2026-03-31T12:00Z', true],
    [{ months: ['4'] }, '2026-03-31T12:00Z', false],
    [{ years: ['2026:2027'] }, '2028-01-01T00:00Z', false],
    // Summer time: 02:30 UTC is 04:30 in Berlin in July and 03:30 in January.
    [{ times: [{ start_time: '04:00', end_time: '05:00' }], location: 'Europe/Berlin' }, '2026-07-01T02:30Z', true],
    [{ times: [{ start_time: '04:00', end_time: '05:00' }], location: 'Europe/Berlin' }, '2026-01-01T02:30Z', false],
    [{ weekdays: ['sunday'], times: [{ start_time: '02:00', end_time: '03:00' }] }, '2026-01-05T02:30Z', false],
  ])('%j at %s: %s', (interval, moment, expected) => expect(containsTime(interval, Date.parse(moment))).toBe(expected));
});

describe('unreachable routes', () => {
  const taken = route('late', ['severity=critical', 'team=x']);
  test.each<[string, RouteNode[], string[]]>([
    ['routes behind one that takes everything', [route('all', []), route('late', ['a=b'])], ['late']],
    ['routes behind one that takes theirs', [route('critical', ['severity=~"critical|fatal"']), taken], ['late']],
    [
      'routes whose matchers contradict those around them',
      [route('warning', ['severity=warning'], { routes: [route('late', ['severity=critical'])] })],
      ['late'],
    ],
    ['none behind one that continues', [route('all', [], { continues: true }), route('b', ['a=b'])], []],
    ['none behind one that takes less', [route('a', ['severity=critical', 'team=y']), taken], []],
  ])('%s', (_name, routes, expected) =>
    expect(unreachableRoutes(route('root', [], { routes })).map((found) => found.route.receiver)).toEqual(expected),
  );

  test('receivers that an alert can reach', () => {
    const tree = route('root', [], {
      routes: [route('parent', ['a=b'], { routes: [route('always', [])] }), route('late', ['a=b'])],
    });
    expect([...reachableReceivers(tree)].sort()).toEqual(['always', 'root']);
  });

  test('labels that only the root handles', () => {
    const tree = route('root', [], { routes: [route('known', ['service=purpleflea', 'agent_id=~".+"'])] });
    expect(fallsThrough(tree, { service: 'purpleflea' }, new Set())).toBe(true);
    expect(fallsThrough(tree, { service: 'purpleflea' }, new Set(['agent_id']))).toBe(false);
  });
});
