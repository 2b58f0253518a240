// diff/ compares two provisioning folders: what changes in Grafana, and what is at risk. It reads both through folder/,
// never through validate/, because it does not judge whether a folder is right.

import type { ProvisioningFolder } from '../folder/folder.ts';
import type { ObjectDiff } from './change.ts';
import { diffContactPoints } from './contact-points.ts';
import { diffDashboards } from './dashboards.ts';
import { diffDatasources } from './datasources.ts';
import { diffDeletions, diffPluginFiles, diffProviders, diffPruning } from './folder-entries.ts';
import { hearingChanges } from './hearing-changes.ts';
import { diffMuteTimings } from './mute-timings.ts';
import { diffTemplates } from './notifications.ts';
import { diffPolicies } from './policies.ts';
import { diffRuleGroups } from './rule-groups.ts';
import { rulePairs } from './rule-pairs.ts';
import { diffRules } from './rules.ts';
import { diffVariables, neededVariables } from './variables.ts';

/**
 * What changed in a provisioning folder, object by object, and what is lost by it: the difference in meaning to Grafana
 * and to the people who are notified.
 */
export function diffFolders(before: ProvisioningFolder, after: ProvisioningFolder): ObjectDiff[] {
  const rules = rulePairs(before, after);
  const hearing = hearingChanges(rules.pairs, before, after);
  const [needed, neededNow] = [neededVariables(before), neededVariables(after)];
  const newReferences = new Set([...neededNow.keys()].flatMap((name) => (needed.has(name) ? [] : referencesTo(name))));
  return [
    ...diffDashboards(before, after),
    ...diffRules(rules, before, after, hearing),
    ...diffRuleGroups(before.groups, after.groups),
    ...diffContactPoints(before.contactPoints, after.contactPoints, { losses: hearing.losses, newReferences }),
    ...diffPolicies(before.policies, after.policies, hearing),
    ...diffMuteTimings(before, after),
    ...diffTemplates(before.templates, after.templates),
    ...diffDatasources(before.datasources, after.datasources),
    ...diffProviders(before.providers, after.providers),
    ...diffDeletions(before, after),
    ...diffPluginFiles(before.files, after.files),
    ...diffPruning(before.files, after.files),
    ...diffVariables(needed, neededNow),
  ];
}

/** Every way to write a reference to a variable or a file. */
function referencesTo(name: string): string[] {
  return [`$${name}`, `\${${name}}`, `$__env{${name}}`, `$__file{${name.replace('file ', '')}}`];
}
