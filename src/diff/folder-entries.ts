import { basename } from 'node:path/posix';

import { isObject } from '../folder/json.ts';
import type { Deletion, Provider, ProvisioningFile, ProvisioningFolder } from '../folder/folder.ts';
import { type Change, type ObjectDiff, type Risk, risksOf } from './change.ts';
import { fromTo, leafChanges } from './leaves.ts';
import { match } from './match.ts';
import { lineOf } from './place.ts';

const WORDS: Readonly<Record<Deletion['list'], string>> = {
  deleteDatasources: 'data source',
  deleteRules: 'rule',
  deleteContactPoints: 'receiver',
  deleteMuteTimes: 'mute timing',
  deleteTemplates: 'template',
  resetPolicies: 'the policies (reset to the default)',
};

/** The risk when Grafana deletes something that the folder never contained. */
const RISKS: { readonly [List in Deletion['list']]?: Risk } = {
  deleteDatasources: { id: 'queries-broken', message: 'Panels and rules that use it no longer find the data source.' },
  deleteRules: { id: 'rule-silent', message: 'It is no longer evaluated.' },
  deleteContactPoints: { id: 'not-told', message: 'The people behind it are no longer notified.' },
  resetPolicies: { id: 'not-told', message: 'Every alert goes to the default contact point.' },
};

/** What changed in dashboard providers, matched by name. */
export function diffProviders(before: readonly Provider[], after: readonly Provider[]): ObjectDiff[] {
  const { pairs, removed, added } = match(before, after, ({ orgId, name }) => `${orgId}/${name}`);
  const object = (provider: Provider, change: ObjectDiff['change'], changes: readonly Change[]): ObjectDiff => ({
    kind: 'provider',
    label: provider.label,
    identity: provider.name,
    orgId: provider.orgId,
    at: lineOf(provider),
    change,
    changes,
  });
  return [
    ...removed.map((provider) => object(provider, 'removed', [{ id: 'provider/removed', text: 'removed' }])),
    ...added.map((provider) =>
      object(provider, 'added', [{ id: 'provider/added', text: `added for ${provider.serverPath ?? 'no path'}` }]),
    ),
    ...pairs.flatMap((pair) => {
      const changes = leafChanges(pair.before.json, pair.after.json).map(
        ({ name, before: old, after: now }): Change => ({
          id: 'provider/setting',
          text: `${name}: ${fromTo(old, now)}`,
        }),
      );
      return changes.length > 0 ? [object(pair.after, 'changed', changes)] : [];
    }),
  ];
}

/** What Grafana is now told to delete or reset, and what it no longer is. */
export function diffDeletions(before: ProvisioningFolder, after: ProvisioningFolder): ObjectDiff[] {
  const { removed, added } = match(
    before.deletions,
    after.deletions,
    ({ list, orgId, identity }) => `${list}/${orgId}/${identity}`,
  );
  const orgs = [...new Set([...removed, ...added].map(({ orgId }) => orgId))].sort((left, right) => left - right);
  return orgs.map((orgId): ObjectDiff => ({
    kind: 'deletions',
    label: 'What Grafana is told to delete',
    identity: '',
    orgId,
    change: 'changed',
    changes: [
      ...added
        .filter((entry) => entry.orgId === orgId)
        .map((entry): Change => ({
          id: 'deletions/added',
          text: textOf(entry),
          ...risksOf(deletionRisks(entry, before, after)),
        })),
      ...removed
        .filter((entry) => entry.orgId === orgId)
        .map((entry) => ({ id: 'deletions/removed', text: `no longer: ${textOf(entry)}` })),
    ],
  }));
}

/** Plugin files, which are compared only as text. */
export function diffPluginFiles(before: readonly ProvisioningFile[], after: readonly ProvisioningFile[]): ObjectDiff[] {
  const plugins = (files: readonly ProvisioningFile[]) => files.filter(({ kind }) => kind === 'plugins');
  const { pairs, removed, added } = match(plugins(before), plugins(after), ({ source }) => basename(source.file));
  const object = ({ source }: ProvisioningFile, change: ObjectDiff['change']): ObjectDiff => ({
    kind: 'file',
    label: `File ${source.file}`,
    identity: source.file,
    orgId: 1,
    at: { file: source.file },
    change,
    changes: [{ id: `file/${change}`, text: change }],
  });
  return [
    ...removed.map((file) => object(file, 'removed')),
    ...added.map((file) => object(file, 'added')),
    ...pairs
      .filter((pair) => pair.before.source.text !== pair.after.source.text)
      .map((pair) => object(pair.after, 'changed')),
  ];
}

/** Data source files whose `prune` changed: whether Grafana deletes the sources that are removed from the file. */
export function diffPruning(before: readonly ProvisioningFile[], after: readonly ProvisioningFile[]): ObjectDiff[] {
  const sources = (files: readonly ProvisioningFile[]) => files.filter(({ kind }) => kind === 'datasources');
  const { pairs } = match(sources(before), sources(after), ({ source }) => basename(source.file));
  return pairs.flatMap((pair): ObjectDiff[] => {
    const { source } = pair.after;
    const [old, now] = [pruneOf(pair.before), pruneOf(pair.after)];
    if (old === now) return [];
    return [
      {
        kind: 'file',
        label: `File ${source.file}`,
        identity: source.file,
        orgId: 1,
        at: { file: source.file },
        change: 'changed',
        changes: [{ id: 'file/prune', text: `prune: ${fromTo(old, now)}` }],
      },
    ];
  });
}

function pruneOf({ source: { value } }: ProvisioningFile): unknown {
  return isObject(value) ? (value['prune'] ?? undefined) : undefined;
}

/**
 * No risk for objects of the folder: those it had before are reported as removed, and those it still has are recreated
 * by the same load.
 */
function deletionRisks(
  { list, orgId, identity }: Deletion,
  before: ProvisioningFolder,
  after: ProvisioningFolder,
): Risk[] {
  const objects = (folder: ProvisioningFolder): { readonly orgId: number; readonly name: string }[] => {
    if (list === 'deleteDatasources') return [...folder.datasources];
    if (list === 'deleteContactPoints')
      return folder.contactPoints.flatMap(({ orgId: org, receivers }) =>
        receivers.map(({ uid }) => ({ orgId: org, name: uid })),
      );
    if (list === 'deleteRules')
      return folder.groups.flatMap(({ orgId: org, alerts }) => alerts.map(({ uid }) => ({ orgId: org, name: uid })));
    return list === 'resetPolicies' ? folder.policies.map((root) => ({ orgId: root.orgId, name: '' })) : [];
  };
  const isIn = (folder: ProvisioningFolder) =>
    objects(folder).some((object) => object.orgId === orgId && object.name === identity);
  if (isIn(before) || isIn(after)) return [];
  const risk = RISKS[list];
  return risk ? [risk] : [];
}

function textOf({ list, identity }: Deletion): string {
  return identity === '' ? WORDS[list] : `${WORDS[list]} "${identity}"`;
}
