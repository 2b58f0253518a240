// This room compares two provisioning folders and says what changes in Grafana and what is at risk. It takes both from
// `folder`, never from `validate`: whether a folder is right is another question.

import type { ProvisioningFolder } from '../folder/folder.ts';
import type { ObjectDiff } from './change.ts';
import { diffDashboards } from './dashboards.ts';
import { diffDatasources } from './datasources.ts';
import { diffDeletions, diffPluginFiles, diffProviders } from './folder-entries.ts';
import { diffContactPoints, diffMuteTimings, diffTemplates } from './notifications.ts';
import { diffPolicies } from './policies.ts';
import { diffRules } from './rules.ts';

/** What a folder means that it did not mean before: every object that differs, with what is at risk. */
export function diffFolders(before: ProvisioningFolder, after: ProvisioningFolder): ObjectDiff[] {
  return [
    ...diffDashboards(before, after),
    ...diffRules(before, after),
    ...diffContactPoints(before.contactPoints, after.contactPoints),
    ...diffPolicies(before.policies, after.policies),
    ...diffMuteTimings(before.muteTimings, after.muteTimings),
    ...diffTemplates(before.templates, after.templates),
    ...diffDatasources(before.datasources, after.datasources),
    ...diffProviders(before.providers, after.providers),
    ...diffDeletions(before.deletions, after.deletions),
    ...diffPluginFiles(before.files, after.files),
  ];
}
