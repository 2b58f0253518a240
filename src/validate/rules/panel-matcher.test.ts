import { expect, test } from 'vitest';

import { panels, pointers } from '../../test/support/validated.ts';
import { panelMatcher } from './panel-matcher.ts';

const override = (id: string, options?: unknown) =>
  panels({ type: 'timeseries', fieldConfig: { overrides: [{ matcher: { id, options }, properties: [] }] } });
const AT = '/panels/0/fieldConfig/overrides/0/matcher';

test.each([
  ['a name', override('byName', 'cpu'), []],
  ['names', override('byNames', { mode: 'exclude', names: ['cpu'], readOnly: true }), []],
  ['a type', override('byType', 'time'), []],
  ['a type that is not chosen yet', override('byType'), []],
  ['a query', override('byFrameRefID', 'A'), []],
  ['a regular expression', override('byRegexp', '/^cpu/i'), []],
  ['a regular expression of a variable', override('byRegexp', '/^(${job/'), []],
  ['a value', override('byValue', { reducer: 'allIsZero', op: 'gte', value: 0 }), []],
  ['an unknown one', override('byQuery', 'A'), [`${AT}/id`]],
  ['names as a string', override('byNames', 'cpu'), [`${AT}/options`]],
  ['names as a list', override('byNames', ['cpu']), [`${AT}/options`]],
  ['no names at all', override('byNames'), [AT]],
  ['a name in a list', override('byName', ['cpu']), [`${AT}/options`]],
  ['an unknown type', override('byType', 'float'), [`${AT}/options`]],
  ['an unknown comparison', override('byValue', { reducer: 'max', op: '>', value: 0 }), [`${AT}/options`]],
  ['an invalid regular expression', override('byRegexp', '/(cpu/'), [`${AT}/options`]],
  [
    'one inside another',
    override('anyMatch', [
      { id: 'byName', options: 'a' },
      { id: 'byNme', options: 'b' },
    ]),
    [`${AT}/options/1/id`],
  ],
  [
    'of a transformation',
    panels({
      type: 'table',
      transformations: [
        { id: 'configFromData', options: { applyTo: { id: 'byTyp', options: 'number' } } },
        { id: 'merge', filter: { id: 'byRefID', options: 'A' } },
        { id: 'merge', filter: { id: 'byRefId', options: 'A' } },
        { id: 'merge', disabled: true, filter: { id: 'byRefID', options: 'A' } },
      ],
    }),
    ['/panels/0/transformations/0/options/applyTo/id', '/panels/0/transformations/1/filter/id'],
  ],
])('%s', (_name, files, expected) => {
  expect(pointers(files, panelMatcher)).toEqual(expected);
});
