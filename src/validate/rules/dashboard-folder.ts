import type { Dashboard } from '../../folder/folder.ts';
import { objectOf, textOf } from '../../folder/json.ts';
import { scalar } from '../../folder/entities/scalars.ts';
import type { Finding, Rule } from '../rule.ts';

const FOLDER = 'grafana.app/folder';

/** A dashboard resource names the same folder and org as its provider. */
export const dashboardFolder: Rule = {
  id: 'dashboard/folder',
  severity: 'error',
  description: 'A dashboard that is a resource names the same folder and org as its provider.',
  why: 'Grafana compares the annotation grafana.app/folder with the uid of the folder that the provider puts the file into, and the namespace with its org; when they differ it logs the error and skips the file. If the provider names its folder only by title, the uid of the folder differs on every server. Exports up to 13.1 write the annotation.',
  bad: '"metadata": {"name": "cpu", "annotations": {"grafana.app/folder": "abc"}}',
  good: '"metadata": {"name": "cpu"}',
  dashboard(dashboard, report) {
    const { form, derivedFrom } = dashboard.source;
    if (form !== 'classic-resource' && form !== 'v2-resource' && form !== 'unknown-resource') return;
    const metadata = objectOf(objectOf(derivedFrom.source.value)['metadata']);
    const at = (path: readonly string[], finding: Omit<Finding, 'place'>) =>
      report({ ...finding, place: { source: derivedFrom.source, path: ['metadata', ...path] } });
    checkFolder(dashboard, textOf(objectOf(metadata['annotations'])[FOLDER]) ?? '', (finding) =>
      at(['annotations', FOLDER], finding),
    );
    checkOrg(dashboard, textOf(metadata['namespace']) ?? '', (finding) => at(['namespace'], finding));
  },
};

type At = (finding: Omit<Finding, 'place'>) => void;

function checkFolder({ label, provider, folder }: Dashboard, named: string, report: At): void {
  const own = scalar(provider.json['folderUid']) ?? '';
  if (named === '' || named === own || provider.isAssumed) return;
  const hint = 'Remove the annotation: the provider decides on the folder.';
  if (own !== '' || folder === '')
    report({
      message: `${label} names the folder "${named}", but ${own === '' ? 'its provider puts it into none' : `its provider puts it into "${own}"`}, so Grafana skips the file.`,
      hint,
    });
  else
    report({
      severity: 'warning',
      message: `${label} names the folder "${named}", but Grafana makes up the uid of the folder "${folder}", so it skips the file on servers where that uid is different.`,
      hint,
    });
}

/** `default` is the first org, `org-2` the second; a Grafana Cloud stack has only one. */
function checkOrg({ label, orgId }: Dashboard, namespace: string, report: At): void {
  const [, number] = /^org-(\d+)$/.exec(namespace) ?? [];
  const named = namespace === 'default' ? 1 : number === undefined ? undefined : Number(number);
  if (named === undefined || named === orgId) return;
  report({
    message: `${label} has the namespace "${namespace}", which is org ${named}, but its provider belongs to org ${orgId}, so Grafana skips the file.`,
    hint: 'Remove the namespace.',
  });
}
