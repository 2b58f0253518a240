import { basename } from 'node:path/posix';

import type { Deletion, Provider, ProvisioningFile } from '../folder/folder.ts';
import type { Change, ObjectDiff } from './change.ts';
import { fromTo, leafChanges } from './leaves.ts';
import { match } from './match.ts';

const WORDS: Readonly<Record<Deletion['list'], string>> = {
  deleteDatasources: 'data source',
  deleteRules: 'rule',
  deleteContactPoints: 'receiver',
  deleteMuteTimes: 'mute timing',
  deleteTemplates: 'template',
  resetPolicies: 'the policies (reset to the default)',
};

/** What changed in the providers of dashboards, known by their name. */
export function diffProviders(before: readonly Provider[], after: readonly Provider[]): ObjectDiff[] {
  const { pairs, removed, added } = match(before, after, ({ orgId, name }) => `${orgId}/${name}`);
  const object = (provider: Provider, change: ObjectDiff['change'], changes: readonly Change[]): ObjectDiff => ({
    kind: 'provider',
    label: provider.label,
    identity: provider.name,
    orgId: provider.orgId,
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
        ({ path, before: old, after: now }): Change => ({
          id: 'provider/setting',
          text: `${path}: ${fromTo(old, now)}`,
        }),
      );
      return changes.length > 0 ? [object(pair.after, 'changed', changes)] : [];
    }),
  ];
}

/** What Grafana is now told to delete or reset, and what no longer. */
export function diffDeletions(before: readonly Deletion[], after: readonly Deletion[]): ObjectDiff[] {
  const { removed, added } = match(before, after, ({ list, orgId, identity }) => `${list}/${orgId}/${identity}`);
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
        .map((entry) => ({ id: 'deletions/added', text: textOf(entry) })),
      ...removed
        .filter((entry) => entry.orgId === orgId)
        .map((entry) => ({ id: 'deletions/removed', text: `no longer: ${textOf(entry)}` })),
    ],
  }));
}

/** Files of plugins, which have no objects that are looked into here. */
export function diffPluginFiles(before: readonly ProvisioningFile[], after: readonly ProvisioningFile[]): ObjectDiff[] {
  const plugins = (files: readonly ProvisioningFile[]) => files.filter(({ kind }) => kind === 'plugins');
  const { pairs, removed, added } = match(plugins(before), plugins(after), ({ source }) => basename(source.file));
  const object = ({ source }: ProvisioningFile, change: ObjectDiff['change']): ObjectDiff => ({
    kind: 'file',
    label: `File ${source.file}`,
    identity: source.file,
    orgId: 1,
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

function textOf({ list, identity }: Deletion): string {
  return identity === '' ? WORDS[list] : `${WORDS[list]} "${identity}"`;
}
