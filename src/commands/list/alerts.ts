import { deliveriesOf, knownLabels } from '../../diff/hearing.ts';
import type { AlertRule } from '../../folder/folder.ts';
import { memoryTree } from '../../folder/file-tree.ts';
import { openFolder } from '../../folder/open-folder.ts';
import { compare } from '../../diagnostics/order.ts';
import { type Project, renderProject } from '../project.ts';
import { limitOf } from './limit.ts';
import { passedOn, passedOnAlert } from './passed-on.ts';

/** What people ask of an alert before they trust it. */
export interface ListedAlert {
  readonly uid: string;
  readonly title: string;
  readonly group: string;
  /** When a value breaches, in words. */
  readonly limit: string;
  readonly for: string;
  readonly severity?: string;
  readonly team?: string;
  /** Contact points that its alerts are sent to; undefined where the org's own policies decide. */
  readonly told?: readonly string[];
  readonly isPaused: boolean;
  readonly summary?: string;
  readonly runbook?: string;
}

/** Every alert rule of a project, with who is notified by the policies that are emitted. */
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

/** Who is notified, in words. */
export function toldText({ told }: ListedAlert): string {
  if (told === undefined) return 'as the policies of the org say';
  return told.length === 0 ? 'nobody' : told.join(', ');
}
