import { describe, expect, test } from 'vitest';

import type { UserError } from '../diagnostics/errors.ts';
import type { Identities } from '../grafana/identities.ts';
import { succeed, type Succession } from './deletions.ts';
import type { CompiledFile } from './emitted-identities.ts';
import { targetFacts } from './target.ts';

type Value = CompiledFile['value'];
type Objects = {
  readonly [kind in 'rules' | 'points' | 'mutes' | 'templates' | 'sources' | 'trees']?: readonly Value[];
};
const orgId = 1;

function files({
  rules = [],
  points = [],
  mutes = [],
  templates = [],
  sources = [],
  trees = [],
}: Objects): CompiledFile[] {
  return [
    {
      path: 'datasources/purpleflea',
      value: { apiVersion: 1, datasources: sources.map((source) => ({ orgId, ...source })) },
    },
    { path: 'alerting/purpleflea-rules', value: { apiVersion: 1, groups: [{ orgId, name: 'g', folder: 'F', rules }] } },
    {
      path: 'alerting/purpleflea-more',
      value: {
        contactPoints: points.map((point) => ({ orgId, ...point })),
        muteTimes: mutes.map((mute) => ({ orgId, ...mute })),
        templates: templates.map((template) => ({ orgId, ...template })),
        policies: trees,
      },
    },
  ];
}

function build(objects: Objects, previous: Identities = {}, version = { major: 12, minor: 0 }): Succession {
  return succeed(files(objects), previous, { facts: targetFacts(version), orgId: 1, owner: 'purpleflea' });
}

/** The delete lists of consecutive builds. */
function lists(...builds: readonly Objects[]): Record<string, unknown>[] {
  let identities: Identities = {};
  return builds.map((objects) => {
    const succession = build(objects, identities);
    ({ identities } = succession);
    return Object.fromEntries(
      succession.files.flatMap(({ path, value }) =>
        Object.entries(value)
          .filter(([key]) => key !== 'apiVersion')
          .map(([list, entries]) => [`${path} ${list}`, entries]),
      ),
    );
  });
}

const ALERTING = 'alerting/00-purpleflea-deletions';
const DATASOURCES = 'datasources/00-purpleflea-deletions';
const receiver = (uid: string, name: string): Value => ({
  name,
  receivers: [{ uid, type: 'email', settings: { addresses: 'a@b.c' } }],
});
const rule = (uid: string, title: string): Value => ({ uid, title });
const source = (uid: string, name: string): Value => ({ uid, name });
const tree: Objects = { trees: [{ orgId, receiver: 'r' }] };

interface Walk {
  readonly added: Objects;
  readonly renamed: Objects;
  readonly list: string;
  readonly afterRename: readonly unknown[];
  readonly afterRemoval: readonly unknown[];
}

describe('added, renamed, removed, still removed', () => {
  test.each<[string, Walk]>([
    [
      'a rule, by its uid',
      {
        added: { rules: [rule('a', 'T')] },
        renamed: { rules: [rule('b', 'T')] },
        list: `${ALERTING} deleteRules`,
        afterRename: [{ orgId, uid: 'a' }],
        afterRemoval: [
          { orgId, uid: 'a' },
          { orgId, uid: 'b' },
        ],
      },
    ],
    [
      'a rule, by its title',
      {
        added: { rules: [rule('a', 'T')] },
        renamed: { rules: [rule('a', 'U')] },
        list: `${ALERTING} deleteRules`,
        afterRename: [],
        afterRemoval: [{ orgId, uid: 'a' }],
      },
    ],
    [
      'a receiver, by its uid',
      {
        added: { points: [receiver('a', 'P')] },
        renamed: { points: [receiver('b', 'P')] },
        list: `${ALERTING} deleteContactPoints`,
        afterRename: [{ orgId, uid: 'a' }],
        afterRemoval: [
          { orgId, uid: 'a' },
          { orgId, uid: 'b' },
        ],
      },
    ],
    [
      'a contact point, by its name',
      {
        added: { points: [receiver('a', 'P')] },
        renamed: { points: [receiver('a', 'Q')] },
        list: `${ALERTING} deleteContactPoints`,
        afterRename: [],
        afterRemoval: [{ orgId, uid: 'a' }],
      },
    ],
    [
      'a mute timing',
      {
        added: { mutes: [{ name: 'a', time_intervals: [] }] },
        renamed: { mutes: [{ name: 'b', time_intervals: [] }] },
        list: `${ALERTING} deleteMuteTimes`,
        afterRename: [{ orgId, name: 'a' }],
        afterRemoval: [
          { orgId, name: 'a' },
          { orgId, name: 'b' },
        ],
      },
    ],
    [
      'a template',
      {
        added: { templates: [{ name: 'a', template: 't' }] },
        renamed: { templates: [{ name: 'b', template: 't' }] },
        list: `${ALERTING} deleteTemplates`,
        afterRename: [{ orgId, name: 'a' }],
        afterRemoval: [
          { orgId, name: 'a' },
          { orgId, name: 'b' },
        ],
      },
    ],
    [
      'a data source that keeps its uid',
      {
        added: { sources: [source('u', 'a')] },
        renamed: { sources: [source('u', 'b')] },
        list: `${DATASOURCES} deleteDatasources`,
        afterRename: [{ orgId, name: 'a' }],
        afterRemoval: [
          { orgId, name: 'a' },
          { orgId, name: 'b' },
        ],
      },
    ],
    [
      'the policy tree, which has no name',
      {
        added: tree,
        renamed: { trees: [{ orgId, receiver: 'other' }] },
        list: `${ALERTING} resetPolicies`,
        afterRename: [],
        afterRemoval: [1],
      },
    ],
  ])('%s', (_name, { added, renamed, list, afterRename, afterRemoval }) => {
    const expected = (entries: readonly unknown[]) => (entries.length > 0 ? { [list]: entries } : {});
    expect(lists(added, renamed, {}, {})).toEqual([
      {},
      expected(afterRename),
      expected(afterRemoval),
      expected(afterRemoval),
    ]);
  });

  test('an object that comes back leaves the delete list', () => {
    const a = { rules: [rule('a', 'T')] };
    expect(lists(a, {}, a)).toEqual([{}, { [`${ALERTING} deleteRules`]: [{ orgId, uid: 'a' }] }, {}]);
  });
  test("the deletions file sorts before every other file in Grafana's order", () => {
    const {
      files: [first],
    } = build({}, build({ rules: [rule('a', 'T')] }).identities);
    expect(
      ['purpleflea-rules', 'acme-rules', '42-rules'].every((name) => `${first?.path}.yaml` < `alerting/${name}.yaml`),
    ).toBe(true);
  });
  test('each org has a file of its own', () => {
    const { files: found } = build({}, { 'rule/1/a': {}, 'rule/12/a': {}, 'datasource/12/x/y': {} });
    expect(found.map(({ path, orgId: org, value }) => [path, org, value])).toEqual([
      ['datasources/00-org-12-deletions', 12, { apiVersion: 1, deleteDatasources: [{ orgId: 12, name: 'x/y' }] }],
      ['alerting/00-purpleflea-deletions', 1, { apiVersion: 1, deleteRules: [{ orgId: 1, uid: 'a' }] }],
      ['alerting/00-org-12-deletions', 12, { apiVersion: 1, deleteRules: [{ orgId: 12, uid: 'a' }] }],
    ]);
  });
});

describe('each change is reported once, and a rename as a rename', () => {
  test.each<[string, Objects, Objects, string[]]>([
    ['title', { rules: [rule('a', 'T')] }, { rules: [rule('a', 'U')] }, ['renames  rule/1/a: "T" is now "U"']],
    [
      'uid of a rule',
      { rules: [rule('a', 'T')] },
      { rules: [rule('b', 'T')] },
      ['renames  rule/1/a to rule/1/b "T": the old one is deleted, and its state and history with it'],
    ],
    ['another rule', { rules: [rule('a', 'T')] }, { rules: [rule('b', 'U')] }, ['deletes  rule/1/a "T"']],
    [
      'contact point',
      { points: [receiver('a', 'P')] },
      { points: [receiver('a', 'Q')] },
      ['renames  contact-point/1/a: contact point "P" is now "Q"'],
    ],
    [
      'receiver',
      { points: [receiver('a', 'P')] },
      { points: [receiver('b', 'P')] },
      ['renames  contact-point/1/a to contact-point/1/b (contact point "P"): the old one is deleted'],
    ],
    [
      'mute timing',
      { mutes: [{ name: 'a', time_intervals: [1] }] },
      { mutes: [{ name: 'b', time_intervals: [1] }] },
      ['renames  mute-timing/1/a to mute-timing/1/b: the old one is deleted'],
    ],
    [
      'another mute timing',
      { mutes: [{ name: 'a', time_intervals: [1] }] },
      { mutes: [{ name: 'b', time_intervals: [2] }] },
      ['deletes  mute-timing/1/a'],
    ],
    [
      'data source',
      { sources: [source('u', 'a')] },
      { sources: [source('u', 'b')] },
      ['renames  datasource/1/a to datasource/1/b: the old one is deleted'],
    ],
    [
      'uid of a data source',
      { sources: [source('u', 'a')] },
      { sources: [source('v', 'a')] },
      ['changes  datasource/1/a: uid "u" is now "v"; references to the old one break'],
    ],
    [
      'content of a template',
      { templates: [{ name: 'a', template: 't' }] },
      { templates: [{ name: 'a', template: 'u' }] },
      [],
    ],
  ])('%s', (_name, first, second, expected) => {
    const { identities } = build(first);
    const next = build(second, identities);
    expect(next.changes).toEqual(expected);
    expect(build(second, next.identities).changes).toEqual([]);
  });
});

describe('changes that one load cannot make are refused', () => {
  const ids = (first: Objects, second: Objects, version?: { major: number; minor: number }) => {
    try {
      build(second, build(first).identities, version);
      return [];
    } catch (error) {
      return (error as UserError).diagnostics.map(({ id }) => id);
    }
  };
  test.each<[string, Objects, Objects, string[], { major: number; minor: number }?]>([
    [
      'two titles swapped',
      { rules: [rule('a', 'T'), rule('b', 'U')] },
      { rules: [rule('a', 'U'), rule('b', 'T')] },
      ['alert/title-taken'],
    ],
    [
      'a title that a later rule still holds',
      { rules: [rule('a', 'T'), rule('b', 'U')] },
      { rules: [rule('a', 'U'), rule('b', 'V')] },
      ['alert/title-taken'],
    ],
    [
      'a title that an earlier rule has just left',
      { rules: [rule('a', 'T'), rule('b', 'U')] },
      { rules: [rule('a', 'V'), rule('b', 'T')] },
      [],
    ],
    ['the title of a rule that is deleted first', { rules: [rule('a', 'T')] }, { rules: [rule('b', 'T')] }, []],
    [
      'a new rule with the title that an old one leaves later',
      { rules: [rule('b', 'T')] },
      { rules: [rule('a', 'T'), rule('b', 'U')] },
      ['alert/title-taken'],
    ],
    [
      'two names of sources swapped',
      { sources: [source('u', 'a'), source('v', 'b')] },
      { sources: [source('u', 'b'), source('v', 'a')] },
      ['datasource/uid-taken', 'datasource/uid-taken'],
    ],
    [
      'a name that another source leaves',
      { sources: [source('u', 'a'), source('v', 'b')] },
      { sources: [source('u', 'b'), source('v', 'c')] },
      ['datasource/uid-taken'],
    ],
    [
      'another uid under the same name',
      { sources: [source('u', 'a')] },
      { sources: [source('v', 'a')] },
      ['datasource/uid-changed'],
      { major: 12, minor: 1 },
    ],
    [
      'another uid, where Grafana still accepts it',
      { sources: [source('u', 'a')] },
      { sources: [source('v', 'a')] },
      [],
      { major: 12, minor: 0 },
    ],
    [
      'another uid under another name',
      { sources: [source('u', 'a')] },
      { sources: [source('v', 'b')] },
      [],
      { major: 13, minor: 0 },
    ],
    [
      'one source at a time',
      { sources: [source('u', 'a'), source('v', 'b')] },
      { sources: [source('u', 'a'), source('v', 'c')] },
      [],
    ],
  ])('%s', (_name, first, second, expected, version) => {
    expect(ids(first, second, version)).toEqual(expected);
  });
  test('the title of a deleted rule, where Grafana ignores the delete list', () => {
    expect(ids({ rules: [rule('a', 'T')] }, { rules: [rule('b', 'T')] }, { major: 13, minor: 2 })).toEqual([
      'alert/title-taken',
    ]);
    expect(ids({ rules: [rule('a', 'T')] }, { rules: [rule('b', 'U')] }, { major: 13, minor: 2 })).toEqual([]);
  });
  test('a swap in two steps', () => {
    const steps = [
      ['T', 'U'],
      ['X', 'U'],
      ['X', 'T'],
      ['U', 'T'],
    ].map(([a = '', b = '']) => ({ rules: [rule('a', a), rule('b', b)] }));
    expect(steps.reduce<Identities>((identities, step) => build(step, identities).identities, {})).toMatchObject({
      'rule/1/a': { title: 'U' },
      'rule/1/b': { title: 'T' },
    });
  });
});

describe('warns where Grafana may not apply the deletion', () => {
  const warned = (first: Objects, second: Objects, version?: { major: number; minor: number }) =>
    build(second, build(first).identities, version).warnings.map(({ id }) => id);
  test.each<[string, Objects, Objects, string, string[]]>([
    ['deleteRules on 13.2', { rules: [rule('a', 'T')] }, {}, '13.2', ['deletion/ignored']],
    [
      'deleteRules on 13.3, which is not documented as fixed',
      { rules: [rule('a', 'T')] },
      {},
      '13.3',
      ['deletion/ignored'],
    ],
    ['deleteRules on 13.1', { rules: [rule('a', 'T')] }, {}, '13.1', []],
    ['another list on 13.2', { templates: [{ name: 'a', template: 't' }] }, {}, '13.2', []],
    ['a policy tree that is removed', tree, {}, '12.0', ['deletion/reset']],
    ['a receiver under our tree', { ...tree, points: [receiver('a', 'P')] }, tree, '12.0', []],
    ['a receiver and the tree are removed', { ...tree, points: [receiver('a', 'P')] }, {}, '12.0', ['deletion/reset']],
    ['a receiver under a tree not defined here', { points: [receiver('a', 'P')] }, {}, '12.0', ['deletion/in-use']],
    [
      'a mute timing under a tree not defined here',
      { mutes: [{ name: 'a', time_intervals: [] }] },
      {},
      '12.0',
      ['deletion/in-use'],
    ],
  ])('%s', (_name, first, second, version, expected) => {
    const [major = 0, minor = 0] = version.split('.').map(Number);
    expect(warned(first, second, { major, minor })).toEqual(expected);
  });
});
