import { scalar } from '../../folder/entities/scalars.ts';
import type { AlertRule, Dashboard } from '../../folder/folder.ts';
import { objectOf } from '../../folder/json.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { Rule } from '../rule.ts';
import type { Path } from '../../folder/source/source.ts';

const WAYS: readonly { readonly dashboard: Path; readonly panel: Path }[] = [
  { dashboard: ['dashboardUid'], panel: ['panelId'] },
  { dashboard: ['annotations', '__dashboardUid__'], panel: ['annotations', '__panelId__'] },
];

/** The dashboard and panel that an alert rule links to exist. */
export const alertPanel: Rule = {
  id: 'alert/panel',
  severity: 'error',
  description: 'The dashboard and panel that an alert rule links to exist, and both ways to name them agree.',
  why: 'dashboardUid and panelId of the rule set two columns of the database; the panel link of a notification, the alert state on the panel and its history come from the annotations __dashboardUid__ and __panelId__. Only one of these annotations, or a panel id that is not a number, makes Grafana refuse to start. Grafana never checks whether the panel exists, so the person on call follows a dead link.',
  bad: 'annotations: {__dashboardUid__: cpu}',
  good: 'dashboardUid: cpu\npanelId: 4\nannotations: {__dashboardUid__: cpu, __panelId__: "4"}',
  alert(alert, report, { folder }) {
    const named = WAYS.map(({ dashboard, panel }) => ({
      dashboard,
      panel,
      uid: member(alert, dashboard),
      id: member(alert, panel),
    })).filter(({ uid, id }) => uid !== undefined || id !== undefined);
    const [first, second] = named;
    if (first && second && (first.uid !== second.uid || first.id !== second.id)) {
      report({
        at: second.dashboard,
        message: `${alert.label} names panel ${first.id} of "${first.uid}" in one place and panel ${second.id} of "${second.uid}" in the annotations; the annotations win.`,
        hint: 'Name the same panel in both places.',
      });
      return;
    }
    for (const { dashboard, panel, uid, id } of named) {
      const isAnnotation = dashboard.length > 1;
      if (uid === undefined || id === undefined) {
        const missing = uid === undefined ? dashboard : panel;
        report({
          at: uid === undefined ? panel : dashboard,
          message: `${alert.label} names ${uid === undefined ? 'a panel but no dashboard' : 'a dashboard but no panel'}${isAnnotation ? ', so Grafana refuses to start' : ', so nothing links to it'}.`,
          hint: `Add ${String(missing.at(-1))}.`,
          severity: isAnnotation ? 'error' : 'warning',
        });
        continue;
      }
      if (!/^\d+$/.test(id)) {
        report({
          at: panel,
          message: `${alert.label} names the panel ${JSON.stringify(id)}, which is not a number${isAnnotation ? ', so Grafana refuses to start' : ''}.`,
          hint: 'Write the id of the panel.',
        });
        continue;
      }
      const target = folder.dashboards.find((one) => one.uid === uid && one.orgId === alert.group.orgId);
      const problem = target ? panelProblem(target, id) : dashboardProblem(uid, folder.dashboards);
      if (problem)
        report({
          at: target ? panel : dashboard,
          message: `${alert.label} links to ${problem.what}, so the link does not work.`,
          hint: problem.hint,
          severity: problem.severity,
        });
      // The other pair of keys has the same problem; one finding is enough.
      if (problem) return;
    }
  },
};

function member(alert: AlertRule, path: Path): string | undefined {
  const text = scalar(path.reduce<unknown>((value, step) => objectOf(value)[step], alert.json));
  return text === '' || text === '0' ? undefined : text;
}

function panelProblem({ panels, title }: Dashboard, id: string) {
  if (panels.some((panel) => String(panel.id) === id && panel.type !== 'row')) return undefined;
  return {
    what: `panel ${id} of dashboard "${title}", which has no panel with that id`,
    hint: `Its panels are: ${panels
      .filter(({ type }) => type !== 'row')
      .slice(0, 12)
      .map((panel) => `${panel.id} (${panel.title})`)
      .join(', ')}.`,
    severity: 'error' as const,
  };
}

/**
 * A dashboard that is not in the folder may well exist; if its uid is nearly that of a dashboard in the folder, it is a
 * misspelling.
 */
function dashboardProblem(uid: string, dashboards: readonly Dashboard[]) {
  const [near] = nearest(
    uid,
    dashboards.flatMap((dashboard) => dashboard.uid ?? []),
  );
  const severity = near === undefined ? ('warning' as const) : ('error' as const);
  return {
    what: `dashboard "${uid}", which is not in the folder`,
    hint: near === undefined ? 'Check its uid.' : `Did you mean "${near}"?`,
    severity,
  };
}
