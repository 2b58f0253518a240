import { createHash } from 'node:crypto';

import type { Datasource, Deletion, ProvisioningFile } from '../folder.ts';
import { listOf, objectOf } from '../json.ts';
import { intOr, scalar } from './scalars.ts';

/** Whether a data source file is in Grafana's oldest format: no `apiVersion`, keys in snake case. */
export function isOldestForm({ json }: Pick<ProvisioningFile, 'json'>): boolean {
  const { apiVersion } = json;
  return apiVersion === undefined || apiVersion === null || apiVersion === 0;
}

/** The data sources of one file. */
export function datasourcesOf(file: ProvisioningFile): Datasource[] {
  const isOldest = isOldestForm(file);
  return listOf(file.json['datasources']).map((entry, index) => {
    const json = objectOf(entry);
    const path = ['datasources', index];
    const name = scalar(json['name']) ?? '';
    return {
      source: file.source,
      unknown: file.unknown,
      path,
      json,
      written: objectOf(listOf(file.written['datasources'])[index]),
      label: `Data source "${name}"`,
      orgId: intOr(json[isOldest ? 'org_id' : 'orgId'], 1),
      name,
      type: scalar(json['type']) ?? '',
      uid: isOldest ? undefined : scalar(json['uid']),
      isDefault: isTrue(json[isOldest ? 'is_default' : 'isDefault']),
      madeUid: uidOfName(name),
    };
  });
}

/** Whether Go parses a value as true, quoted or not. */
function isTrue(value: unknown): boolean {
  return ['true', 'True', 'TRUE', 't', 'T', '1'].includes(scalar(value) ?? '');
}

/** The uid that Grafana derives from a name. */
export function uidOfName(name: string): string {
  return `P${createHash('sha256').update(name).digest('hex').slice(0, 16).toUpperCase()}`;
}

/** Whether a reference means this source: by uid or, in old dashboards, by name. */
export function isCalled({ uid, name, madeUid }: Datasource, reference: string): boolean {
  return reference === name || reference === (uid === undefined || uid === '' ? madeUid : uid);
}

/** The delete lists of a provisioning file, with the key by which Grafana finds each object. */
const LISTS = {
  deleteDatasources: 'name',
  deleteRules: 'uid',
  deleteContactPoints: 'uid',
  deleteMuteTimes: 'name',
  deleteTemplates: 'name',
} as const;

/** What a file tells Grafana to delete or reset. */
export function deletionsOf(file: ProvisioningFile): Deletion[] {
  const deleted = Object.entries(LISTS).flatMap(([list, member]) =>
    listOf(file.json[list]).map((entry, index): Deletion => {
      const json = objectOf(entry);
      const identity = scalar(json[member]) ?? '';
      return {
        source: file.source,
        unknown: file.unknown,
        path: [list, index],
        json,
        written: objectOf(listOf(file.written[list])[index]),
        label: `Entry "${identity}" of ${list}`,
        list: list as keyof typeof LISTS,
        orgId: intOr(json['orgId'], 1),
        identity,
      };
    }),
  );
  const resets = listOf(file.json['resetPolicies']).map((entry, index): Deletion => ({
    source: file.source,
    unknown: file.unknown,
    path: ['resetPolicies', index],
    json: {},
    written: {},
    label: `Entry ${String(entry)} of resetPolicies`,
    list: 'resetPolicies',
    orgId: intOr(entry, 1),
    identity: '',
  }));
  return [...deleted, ...resets];
}
