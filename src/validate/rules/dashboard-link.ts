import type { ProvisioningFolder } from '../../folder/folder.ts';
import { getOrInsert } from '../../folder/get-or-insert.ts';
import { mayContain } from '../../folder/source/json-text.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { Context, Report, Rule } from '../rule.ts';
import type { Path } from '../../folder/source/source.ts';

/** A link to a dashboard of this server by its uid. */
const DASHBOARD_LINK = /^(?:\$\{__url\.\w+\})?\/?d(?:-solo)?\/([A-Za-z0-9_-]+)(?:[/?#]|$)/;

/** The uids of a folder's dashboards. Cached, because thousands of dashboards may have links. */
const uids = new WeakMap<ProvisioningFolder, ReadonlySet<string>>();

/** Links lead to dashboards in the folder. */
export const dashboardLink: Rule = {
  id: 'dashboard/link',
  severity: 'warning',
  description: 'Links of dashboards, panels and fields lead to dashboards in the folder.',
  why: 'Grafana does not check links: a link to a uid that does not exist shows "Dashboard not found".',
  bad: '"url": "/d/node-detials" and a dashboard node-details',
  good: '"url": "/d/node-details"',
  dashboard(dashboard, report, context) {
    if (mayContain(dashboard.source.text, '"url"')) checkLinks(dashboard.json, [], report, context);
  },
};

function checkLinks(value: object, at: Path, report: Report, context: Context): void {
  for (const [key, member] of Object.entries(value) as [string, unknown][]) {
    // Paths are built only for nested objects, because most values of a dashboard are strings and numbers.
    if (typeof member === 'object' && member !== null)
      checkLinks(member, [...at, Array.isArray(value) ? Number(key) : key], report, context);
    else if (key === 'url' && typeof member === 'string') checkLink(member, [...at, key], report, context);
  }
}

function checkLink(url: string, at: Path, report: Report, { folder }: Context): void {
  const [, uid] = DASHBOARD_LINK.exec(url) ?? [];
  if (uid === undefined || knownUids(folder).has(uid)) return;
  const [near] = nearest(uid, [...knownUids(folder)]);
  report({
    at,
    message: `This link leads to the dashboard "${uid}", which is not in the folder.`,
    hint: near === undefined ? 'Check its uid.' : `Did you mean "${near}"?`,
  });
}

function knownUids(folder: ProvisioningFolder): ReadonlySet<string> {
  return getOrInsert(uids, folder, () => new Set(folder.dashboards.flatMap(({ uid }) => uid ?? [])));
}
