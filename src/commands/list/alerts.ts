import { deliveriesOf, knownLabels } from '../../diff/hearing.ts';
import type { AlertRule } from '../../folder/folder.ts';
import { memoryTree } from '../../folder/file-tree.ts';
import { openFolder } from '../../folder/open-folder.ts';
import { compare } from '../../diagnostics/order.ts';
import { type Project, renderProject } from '../project.ts';
import { limitOf } from './limit.ts';
import { passedOn, passedOnAlert } from './passed-on.ts';

/** What users want to know about an alert. */
export interface ListedAlert {
  readonly uid: string;
  readonly title: string;
  readonly group: string;
  /** The condition of the alert, in words. */
  readonly limit: string;
  readonly for: string;
  readonly severity?: string;
  readonly team?: string;
  /** The contact points it notifies; undefined if the org's own policies decide. */
  readonly told?: readonly string[];
  readonly isPaused: boolean;
  readonly summary?: string;
  readonly runbook?: string;
}

/** Every alert rule of a project, with the contact points from the emitted policies. */
export async function listedAlerts(project: Project): Promise<ListedAlert[]> {
  const folder = openFolder(memoryTree(await renderProject(project), '.'), 'provisioning');
  const known = knownLabels(folder);
  const { orgId } = project.settings;
  const emitted = folder.groups.flatMap(({ alerts }) => alerts).filter(({ group }) => group.orgId === orgId);
  const toldOf = (entity: AlertRule | undefined) => {
    const deliveries = entity && deliveriesOf(entity, folder, known);
    return deliveries ? { told: [...new Set(deliveries.map(({ receiver }) => receiver))].sort(compare) } : {};
  };
  const own = project.compiled.rules.flatMap((rule) => {
    if ('record' in rule) return [];
    const { uid, title, group, severity, team, summary, runbook, isPaused = false } = rule;
    return [
      {
        uid,
        title,
        group,
        limit: limitOf(rule),
        for: rule.for,
        ...(severity === undefined ? {} : { severity }),
        ...(team === undefined ? {} : { team }),
        ...toldOf(emitted.find((entity) => entity.uid === rule.uid)),
        isPaused,
        ...(summary === undefined ? {} : { summary }),
        ...(runbook === undefined ? {} : { runbook }),
      },
    ];
  });
  const others = passedOn(project).rules.flatMap((rule) => {
    const alert = passedOnAlert(rule);
    return alert ? [{ ...alert, ...toldOf(emitted.find(({ uid }) => uid === rule.uid)) }] : [];
  });
  return [...own, ...others];
}

/** The notified contact points, in words. */
export function toldText({ told }: ListedAlert): string {
  if (told === undefined) return 'according to the policies of the org';
  return told.length === 0 ? 'nobody' : told.join(', ');
}
