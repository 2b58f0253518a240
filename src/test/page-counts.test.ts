import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { committedFolder, dashboardsOf, REPOSITORY } from './support/out-folder.ts';

const out = committedFolder();
const dashboards = dashboardsOf(out).length;
const alertRules = out.get('provisioning/alerting/purpleflea-rules.yaml')?.match(/^ {6}- uid: /gm)?.length ?? 0;
const validatorRules = readdirSync(join(REPOSITORY, 'docs/rules')).length;

/** Every count in the pages that grows with the fleet or the validator. */
const counts: readonly (readonly [page: string, pattern: RegExp, right: (...match: string[]) => string])[] = [
  ['README.md', /\[\d+ rules\]/g, () => `[${validatorRules} rules]`],
  ['README.md', /\d+ dashboards, \d+ alert rules/g, () => `${dashboards} dashboards, ${alertRules} alert rules`],
  ['docs/fleet.md', /The \d+ alert rules/g, () => `The ${alertRules} alert rules`],
  ['docs/commands.md', /(\d+) created, (\d+) changed, 0 removed, \d+ unchanged/g, builtFiles],
  [
    'docs/alert-tests.md',
    /rules {2}1 of \d+ covered \(\d+ %\)/g,
    () => `rules  1 of ${alertRules} covered (${share(1)} %)`,
  ],
  [
    'docs/alert-tests.md',
    /rules {2}0 of \d+ covered \(\d+ %\)/g,
    () => `rules  0 of ${alertRules} covered (${share(0)} %)`,
  ],
];

/** As `pf-grafana test` prints it. */
function share(covered: number): number {
  return Math.floor((100 * covered) / alertRules);
}

/** A build on a page ends with all files of `out/`. */
function builtFiles(_: string, created = '', changed = ''): string {
  const unchanged = out.size - Number(created) - Number(changed);
  return `${created} created, ${changed} changed, 0 removed, ${unchanged} unchanged`;
}

test.each(counts)('%s has the right count for %s', (page, pattern, right) => {
  const path = join(REPOSITORY, page);
  const before = readFileSync(path, 'utf8');
  expect(before).toMatch(pattern);
  const after = before.replaceAll(pattern, right);
  if (process.env['PF_WRITE_DOCS']) writeFileSync(path, after);
  else expect(before, 'Run PF_WRITE_DOCS=1 npx vitest run --project unit src/test/page-counts.test.ts.').toBe(after);
});
