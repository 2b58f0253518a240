import { expect, test } from 'vitest';

import { dashboards, panels, pointers } from '../../test/support/validated.ts';
import { dashboardDoubled } from './dashboard-doubled.ts';

test.each([
  ['one dollar', panels({ type: 'stat', links: [{ url: '/d/x?var-a=${a}' }] }), []],
  ['two in a link', panels({ type: 'stat', links: [{ url: '/d/x?var-a=$${a}' }] }), ['/panels/0/links/0/url']],
  [
    'two in a link of the dashboard',
    dashboards({ 'f/a.json': { uid: 'a', title: 'A', links: [{ url: '/d/x?var-a=$$a' }] } }),
    ['/links/0/url'],
  ],
  ['two in a query', panels({ type: 'stat', targets: [{ expr: 'up{job="$$job"}' }] }), ['/panels/0/targets/0/expr']],
  ['two in a uid', panels({ type: 'stat', datasource: { uid: '$${ds}' } }), ['/panels/0/datasource/uid']],
  ['an amount of money in a text', panels({ type: 'text', options: { content: 'costs $${amount}' } }), []],
  ['a dollar-quoted string of PostgreSQL', panels({ type: 'stat', targets: [{ rawSql: 'SELECT $$a$$' }] }), []],
  ['the end of a regular expression', panels({ type: 'stat', targets: [{ expr: 'up{a=~"b$$"}' }] }), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, dashboardDoubled)).toEqual(expected);
});
