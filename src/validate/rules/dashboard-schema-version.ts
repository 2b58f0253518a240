import { numberOf } from '../../folder/json.ts';
import { isClassic } from '../../grafana/dashboard-forms/form.ts';
import type { Rule } from '../rule.ts';
import { type Release, releaseText } from '../../grafana/release.ts';
import { verdict } from '../../grafana/release-facts.ts';

/** The schemaVersion of a dashboard is one that the target release supports. */
export const dashboardSchemaVersion: Rule = {
  id: 'dashboard/schema-version',
  severity: 'warning',
  description: 'The schemaVersion of a dashboard is not newer than the target release, and not missing.',
  why: 'Grafana migrates a dashboard up from its schemaVersion each time it is opened. Without one, Grafana assumes the oldest format and rewrites parts that are not old; with one that is too new, it skips migrations that this release needs.',
  bad: '"schemaVersion": 99',
  good: '"schemaVersion": 39',
  dashboard({ json, source, label }, report, { target }) {
    if (!isClassic(source.form)) return;
    const version = numberOf(json['schemaVersion']);
    const newest = newestSchema(target);
    if (version === undefined)
      report({
        at: ['schemaVersion'],
        message: `${label} has no schemaVersion, so Grafana assumes the oldest format and rewrites parts that are not old.`,
        hint: `Add "schemaVersion": ${newest}.`,
      });
    else if (version > newest)
      report({
        at: ['schemaVersion'],
        message: `${label} has the schemaVersion ${version}; the newest that Grafana ${releaseText(target)} writes is ${newest}.`,
        hint: 'Export it from the target release, or set a newer target.',
      });
  },
};

/** The newest version that a release writes or may write. */
function newestSchema(target: Release): number {
  const facts = ['schemaVersion42', 'schemaVersion41', 'schemaVersion40', 'schemaVersion39'] as const;
  const newest = facts.find((fact) => verdict(fact, target) !== 'lacks');
  return newest === undefined ? 38 : Number(newest.slice('schemaVersion'.length));
}
