// This folder checks, through the HTTP API of a running Grafana, whether it has loaded a provisioning folder. It
// changes nothing there, and describes differences like `diff`.

import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import { UserError } from '../diagnostics/errors.ts';
import type { ObjectDiff } from '../diff/change.ts';
import { diffFolders } from '../diff/diff-folder.ts';
import type { Entity, ProvisioningFolder } from '../folder/folder.ts';
import { isObject, textOf } from '../folder/json.ts';
import { uniqueDashboards } from '../folder/open-folder.ts';
import { type Checked, drifted } from './findings.ts';
import { type AskGrafana, bodyOf } from './grafana-api.ts';
import { lookAtAlerting } from './look-at-alerting.ts';
import { lookAtDashboards } from './look-at-dashboards.ts';
import { lookAtDatasources } from './look-at-datasources.ts';
import type { Looked } from './looked.ts';
import { comparable, type Counterpart } from './running-folder.ts';

/** The result of comparing a folder with a running Grafana. */
export interface LiveReport {
  /** `12.4.0` */
  readonly version: string;
  readonly checked: readonly Checked[];
}

/** Checks every object of a folder in a running Grafana. */
export async function checkLive(folder: ProvisioningFolder, ask: AskGrafana): Promise<LiveReport> {
  const version = await healthyVersion(ask);
  const checked: Checked[] = [];
  for (const orgId of orgsOf(folder)) checked.push(...(await checkOrg(folder, orgId, ask)));
  return { version, checked };
}

async function checkOrg(folder: ProvisioningFolder, orgId: number, ask: AskGrafana): Promise<Checked[]> {
  const isOwn = (object: { readonly orgId: number }) => object.orgId === orgId;
  const looked = [
    ...(await lookAtDashboards(uniqueDashboards(folder.dashboards.filter(isOwn)), orgId, ask)),
    ...(await lookAtAlerting(folder, orgId, ask)),
    ...(await lookAtDatasources(folder.datasources.filter(isOwn), orgId, ask)),
  ];
  const drifts = driftsOf(looked);
  return looked.map(({ entity, kind, findings }) => ({
    label: entity.label,
    kind,
    findings: [...findings, ...driftOf(entity, drifts)],
  }));
}

/** Grafana's version; throws a UserError unless its database works. */
async function healthyVersion(ask: AskGrafana): Promise<string> {
  const answer = await ask('/api/health');
  const body = answer.body;
  if (!isObject(body) || body['database'] === undefined) {
    bodyOf('/api/health', answer);
    throw new UserError({
      severity: 'error',
      id: 'live/answer',
      message: 'The response to /api/health does not come from Grafana.',
      hint: 'Check that the URL leads to Grafana itself.',
    });
  }
  if (body['database'] !== 'ok')
    throw new UserError({
      severity: 'error',
      id: 'live/unreachable',
      message: `Grafana runs, but its database does not: ${String(body['database'])}.`,
      hint: 'Check the log of Grafana; --wait 120s gives it time to start.',
    });
  return textOf(body['version']) ?? 'unknown';
}

function orgsOf({
  dashboards,
  groups,
  contactPoints,
  policies,
  muteTimings,
  templates,
  datasources,
}: ProvisioningFolder): number[] {
  const objects = [dashboards, groups, contactPoints, policies, muteTimings, templates, datasources].flat();
  return [...new Set(objects.map(({ orgId }) => orgId))].sort((left, right) => left - right);
}

/** The differences found by `diff`, by the label of the object. */
function driftsOf(looked: readonly Looked[]): ReadonlyMap<string, ObjectDiff> {
  const found = looked.filter(
    (one): one is Looked & { running: NonNullable<Looked['running']> } => one.running !== undefined,
  );
  const lists = new Map<string, Counterpart<Entity>[]>();
  for (const { list, entity, running } of found)
    if (list !== undefined) lists.set(list, [...(lists.get(list) ?? []), { entity, running }]);
  const dashboards = found.flatMap(({ dashboard, running }) => (dashboard ? [{ entity: dashboard, running }] : []));
  const { before, after } = comparable({ dashboards, lists });
  return new Map(diffFolders(before, after).map((object) => [object.label, object]));
}

function driftOf(entity: Entity, drifts: ReadonlyMap<string, ObjectDiff>): Diagnostic[] {
  const drift = drifts.get(driftLabel(entity));
  return drift && drift.change === 'changed' ? [drifted(entity, drift.changes)] : [];
}

/** `diff` has its own label for the policy tree. */
function driftLabel({ label }: Entity): string {
  return label === 'The root of the notification policies' ? 'Notification policies' : label;
}
