import type { Deletion, ProvisioningFolder } from '../../folder/folder.ts';
import type { Rule } from '../rule.ts';

/** The folder does not delete what it provisions. */
export const deletionPresent: Rule = {
  id: 'deletion/present',
  severity: 'error',
  description: 'An object in a delete list is not provisioned by the same folder.',
  why: 'Grafana applies both at every start and reload. Alerting objects are deleted last, so the object disappears; a data source is deleted first and created again, which changes its id and, without a fixed uid, its uid.',
  bad: 'groups: [{rules: [{uid: high-cpu, …}]}]\ndeleteRules: [{uid: high-cpu}]',
  good: 'groups: [{rules: [{uid: high-cpu, …}]}]',
  deletion(deletion, report, { folder }) {
    if (!PRESENT[deletion.list](folder, deletion)) return;
    // Old samples delete a data source before they create it again, which works.
    const isRemade = deletion.list === 'deleteDatasources';
    const subject = deletion.list === 'resetPolicies' ? `Org ${deletion.orgId}` : `"${deletion.identity}"`;
    report({
      message: `${subject} is in ${deletion.list} and is also provisioned: ${isRemade ? 'it is created again at every start, with another id' : 'it is deleted after every load'}.`,
      hint: 'Remove one of the two.',
      severity: isRemade ? 'warning' : 'error',
    });
  },
};

const PRESENT: Readonly<Record<Deletion['list'], (folder: ProvisioningFolder, deletion: Deletion) => boolean>> = {
  deleteDatasources: ({ datasources }, { orgId, identity }) =>
    datasources.some((source) => source.orgId === orgId && source.name === identity),
  deleteRules: ({ groups }, { orgId, identity }) =>
    groups.some((group) => group.orgId === orgId && group.alerts.some(({ uid }) => uid === identity)),
  deleteContactPoints: ({ contactPoints }, { orgId, identity }) =>
    contactPoints.some((point) => point.orgId === orgId && point.receivers.some(({ uid }) => uid === identity)),
  deleteMuteTimes: ({ muteTimings }, { orgId, identity }) =>
    muteTimings.some((timing) => timing.orgId === orgId && timing.name === identity),
  deleteTemplates: ({ templates }, { orgId, identity }) =>
    templates.some((template) => template.orgId === orgId && template.name === identity),
  resetPolicies: ({ policies }, { orgId }) => policies.some((policy) => policy.orgId === orgId),
};
