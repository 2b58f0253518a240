import type { JsonObject } from '../../folder/json.ts';
import { isObject } from '../../folder/json.ts';
import { mayContain } from '../../folder/source/json-text.ts';
import type { Report, Rule } from '../rule.ts';
import type { Path } from '../../folder/source/source.ts';

/** Keys whose text contains no literal dollar: URLs, and queries in languages without one. */
const WITHOUT_DOLLARS = new Set(['url', 'expr', 'uid', 'datasource', 'repeat', 'definition', 'legendFormat']);
/** A second dollar in front of a variable. */
const DOUBLED = /\$\$(?=\{\w|[A-Za-z_])/g;

/** A dollar sign is not doubled in a dashboard. */
export const dashboardDoubled: Rule = {
  id: 'dashboard/doubled',
  severity: 'warning',
  description: 'A dollar sign is not doubled in the JSON of a dashboard.',
  why: 'Grafana expands $ in provisioning files, where $$ stands for one dollar, and never in dashboards: in $${job} the first dollar stays in front of the value, so a link leads to the wrong place and a query finds nothing.',
  bad: '"url": "/d/node?var-job=$${job}"',
  good: '"url": "/d/node?var-job=${job}"',
  dashboard({ json, source }, report) {
    if (mayContain(source.text, '$$')) walk(json, [], report);
  },
};

function walk(value: JsonObject | readonly unknown[], at: Path, report: Report): void {
  for (const [key, member] of Object.entries(value) as [string, unknown][]) {
    if (typeof member === 'object' && member !== null)
      walk(member as JsonObject, [...at, Array.isArray(value) ? Number(key) : key], report);
    else if (typeof member === 'string' && WITHOUT_DOLLARS.has(key) && member.includes('$$') && isObject(value))
      for (const { index } of member.matchAll(DOUBLED))
        report({
          at: [...at, key],
          within: { offset: index, length: 2 },
          message:
            'Grafana expands nothing in a dashboard, so the first of the two dollars stays in front of the value.',
          hint: 'Write one dollar.',
        });
  }
}
