import type { Dashboard } from '../../folder/folder.ts';
import type { Rule } from '../rule.ts';
import { holdsIn } from '../../grafana/release-facts.ts';
import { placed } from '../../folder/placed.ts';
import { slug } from '../../grafana/slug.ts';
import { twins } from '../../folder/twins.ts';

/** Dashboards have unique uids in their org and unique titles in their folder. */
export const dashboardUnique: Rule = {
  id: 'dashboard/unique',
  severity: 'error',
  description:
    'Dashboards have unique uids in their org and unique titles in their folder; up to 11.2, unique slugs too.',
  why: 'If a uid or title occurs twice, Grafana takes the right to write from every provider that has it: none of their dashboards is updated until the duplicate is fixed. Up to 11.2, a title with the same slug as another replaces that dashboard, and a title with the same slug as any folder is refused.',
  bad: '{"uid": "cpu", "title": "CPU"} and {"uid": "cpu", "title": "CPU by node"}',
  good: '{"uid": "cpu", "title": "CPU"} and {"uid": "cpu-by-node", "title": "CPU by node"}',
  folder({ dashboards }, report, { target }) {
    const reportPairs = (
      pairs: readonly { item: Dashboard; first: Dashboard }[],
      at: string,
      sentence: (item: Dashboard, first: Dashboard) => string,
    ) => {
      for (const { item, first } of pairs)
        report({
          place: item,
          at: [at],
          message: sentence(item, first),
          hint: item.provider.isAssumed
            ? `Change the ${at} of one of them if one Grafana loads both; there is no provider here that says so.`
            : `Change the ${at} of one of them.`,
          // A collection may contain one dashboard in several forms, of which each Grafana gets one.
          ...(item.provider.isAssumed ? { severity: 'warning' } : {}),
        });
    };
    reportPairs(
      twins(dashboards, ({ orgId, uid }) => (uid ? `${orgId}/${uid}` : undefined)),
      'uid',
      (item, first) =>
        `${item.label} has the same uid "${item.uid}" as ${placed(first)}, so Grafana stops updating the dashboards of their providers.`,
    );
    const titles = twins(dashboards, ({ orgId, folder, title }) => (title ? `${orgId}/${folder}/${title}` : undefined));
    reportPairs(
      titles,
      'title',
      (item, first) =>
        `${item.label} has the same title as ${placed(first)} in the same folder, so Grafana stops updating the dashboards of their providers.`,
    );
    if (holdsIn('sharedSlugs', target)) return;
    const known = new Set(titles.map(({ item }) => item));
    const slugs = twins(dashboards, ({ orgId, folder, title }) =>
      title ? `${orgId}/${folder}/${slug(title)}` : undefined,
    ).filter(({ item }) => !known.has(item));
    reportPairs(
      slugs,
      'title',
      (item, first) =>
        `${item.label} has the same slug as "${first.title}" (${placed(first)}) in the same folder, so before 11.3 it replaces that dashboard.`,
    );
    const folders = new Map(dashboards.map(({ folder }) => [slug(folder), folder]));
    for (const dashboard of dashboards) {
      const folder = folders.get(slug(dashboard.title));
      if (folder)
        report({
          place: dashboard,
          at: ['title'],
          message: `${dashboard.label} has the same slug as the folder "${folder}", so Grafana before 11.3 refuses it.`,
          hint: 'Choose another title.',
        });
    }
  },
};
