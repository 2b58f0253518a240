import type { Dashboard } from '../folder/folder.ts';
import { isObject, listOf, objectOf, textOf } from '../folder/json.ts';
import { drifted, foreign, missing } from './findings.ts';
import { type AskGrafana, bodyOf } from './grafana-api.ts';
import type { Looked } from './looked.ts';

/** The number of parallel requests. */
const TOGETHER = 8;

/** Checks dashboards, found by uid, or by folder and title if the file has no uid. */
export async function lookAtDashboards(
  dashboards: readonly Dashboard[],
  orgId: number,
  ask: AskGrafana,
): Promise<Looked[]> {
  const looked: Looked[] = [];
  for (let at = 0; at < dashboards.length; at += TOGETHER)
    looked.push(
      ...(await Promise.all(dashboards.slice(at, at + TOGETHER).map((dashboard) => look(dashboard, orgId, ask)))),
    );
  return looked;
}

async function look(dashboard: Dashboard, orgId: number, ask: AskGrafana): Promise<Looked> {
  const base = { kind: 'dashboard', entity: dashboard, dashboard };
  const uid = dashboard.uid ?? (await uidByTitle(dashboard, orgId, ask));
  const path = `/api/dashboards/uid/${encodeURIComponent(uid ?? '')}`;
  const answer = uid === undefined ? { status: 404, body: undefined } : await ask(path, orgId);
  if (answer.status === 404)
    return {
      ...base,
      findings: [
        missing(
          dashboard,
          "Search Grafana's log for its file name; a second dashboard with the same uid or title prevents loading.",
        ),
      ],
    };
  const body = objectOf(bodyOf(path, answer));
  const meta = objectOf(body['meta']);
  // The API returns only the title of the folder; the root folder is called General.
  const title = textOf(meta['folderTitle']) ?? '';
  const isMoved = dashboard.folder !== '' && title !== '' && title !== dashboard.folder;
  return {
    ...base,
    running: objectOf(body['dashboard']),
    findings: [
      ...(meta['provisioned'] === true ? [] : [foreign(dashboard)]),
      ...(isMoved
        ? [drifted(dashboard, [{ id: 'dashboard/folder', text: `folder: ${title} -> ${dashboard.folder}` }])]
        : []),
    ],
  };
}

async function uidByTitle({ title, folder }: Dashboard, orgId: number, ask: AskGrafana): Promise<string | undefined> {
  const path = `/api/search?type=dash-db&query=${encodeURIComponent(title)}`;
  const found = listOf(bodyOf(path, await ask(path, orgId))).filter(isObject);
  return textOf(
    found.find((one) => one['title'] === title && (folder === '' || one['folderTitle'] === folder))?.['uid'],
  );
}
