import type { FileValue } from '../define/definitions.ts';
import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import { UserError } from '../diagnostics/errors.ts';
import type { Identities, IdentityFacts } from '../grafana/identities.ts';
import { type CompiledFile, emittedIdentities, identityParts } from './emitted-identities.ts';
import { loadOrderProblems } from './load-order.ts';
import type { TargetFacts } from './target.ts';

/**
 * A file of delete lists for one org. Each org has its own file, because an entry for an org that does not exist yet
 * stops Grafana.
 */
export interface DeletionFile extends CompiledFile {
  readonly orgId: number;
}

/** What happens to the objects that earlier builds emitted. */
export interface Succession {
  /** Everything that was ever emitted, for the next build. */
  readonly identities: Identities;
  readonly files: readonly DeletionFile[];
  /** What this build renames or starts to delete, one line each. */
  readonly changes: readonly string[];
  /** Cases where Grafana may not apply the delete lists. */
  readonly warnings: readonly Diagnostic[];
}

/** The delete list of each kind, and the key that identifies an object in it. */
const LISTS: Readonly<Record<string, readonly [list: string, name: 'uid' | 'name']>> = {
  datasource: ['deleteDatasources', 'name'],
  rule: ['deleteRules', 'uid'],
  'contact-point': ['deleteContactPoints', 'uid'],
  'mute-timing': ['deleteMuteTimes', 'name'],
  template: ['deleteTemplates', 'name'],
};

/**
 * Compares the files with everything emitted before. Grafana keeps an object that vanishes from its files, so the
 * object is listed for deletion at every load until it is forgotten. Throws a UserError when one load cannot get from
 * the previous state to the new one.
 */
export function succeed(
  files: readonly CompiledFile[],
  previous: Identities,
  target: { readonly facts: TargetFacts; readonly orgId: number; readonly owner: string },
): Succession {
  const emitted = emittedIdentities(files);
  const problems = loadOrderProblems({ before: previous, after: emitted }, target.facts);
  if (problems.length > 0) throw new UserError(problems);
  const gone = Object.keys(previous)
    .filter((key) => !(key in emitted))
    .sort();
  return {
    identities: {
      ...emitted,
      ...Object.fromEntries(gone.map((key) => [key, { ...previous[key], gone: true as const }])),
    },
    files: deletionFiles(gone, target),
    changes: changesOf(emitted, previous),
    warnings: warningsOf(gone, emitted, target.facts),
  };
}

/**
 * These files sort before every other file: Grafana applies deleteRules after the groups of the same file, and deletes
 * data sources file by file.
 */
function deletionFiles(
  gone: readonly string[],
  base: { readonly orgId: number; readonly owner: string },
): DeletionFile[] {
  const files = new Map<string, { orgId: number; lists: Record<string, FileValue[]> }>();
  for (const { kind, orgId, name } of gone.map(identityParts)) {
    const { list, entry, folder } = listed(kind, orgId, name);
    const path = `${folder}/00-${orgId === base.orgId ? base.owner : `org-${orgId}`}-deletions`;
    const file = files.get(path) ?? { orgId, lists: {} };
    files.set(path, file);
    (file.lists[list] ??= []).push(entry);
  }
  return [...files].map(([path, { orgId, lists }]) => ({ path, orgId, value: { apiVersion: 1, ...lists } }));
}

function listed(kind: string, orgId: number, name: string): { list: string; entry: FileValue; folder: string } {
  // Grafana resets the tree even when the same load also provisions one, so only a tree that is no longer emitted is
  // reset.
  if (kind === 'policies') return { list: 'resetPolicies', entry: orgId, folder: 'alerting' };
  const list = LISTS[kind];
  if (!list)
    throw new UserError({
      severity: 'error',
      id: 'output/identity',
      message: `The manifest names an object of the unknown kind "${kind}".`,
      hint: 'Remove it from the identities in manifest.json.',
    });
  return {
    list: list[0],
    entry: { orgId, [list[1]]: name },
    folder: kind === 'datasource' ? 'datasources' : 'alerting',
  };
}

function changesOf(emitted: Identities, previous: Identities): string[] {
  const added = new Map(
    Object.entries(emitted)
      .filter(([key]) => !previous[key] || previous[key].gone)
      .map(([key, facts]) => [likeness(key, facts), key]),
  );
  const retitled = Object.entries(emitted).flatMap(([key, { title, folder, name, uid }]) => {
    const old = previous[key];
    if (!old || old.gone) return [];
    return [
      ...(old.folder === folder ? [] : [`moves    ${key} from folder "${old.folder}" to "${folder}"`]),
      ...(old.title === title ? [] : [`renames  ${key}: "${old.title}" is now "${title}"`]),
      ...(old.name === name ? [] : [`renames  ${key}: contact point "${old.name}" is now "${name}"`]),
      ...(old.uid === uid
        ? []
        : [`changes  ${key}: uid "${old.uid}" is now "${uid}"; references to the old one break`]),
    ];
  });
  const vanished = Object.keys(previous)
    .filter((key) => !(key in emitted) && !previous[key]?.gone)
    .sort()
    .map((key) => {
      const old = previous[key] ?? {};
      const heir = added.get(likeness(key, old));
      return heir === undefined
        ? `deletes  ${key}${label(old)}`
        : `renames  ${key} to ${heir}${label(old)}: the old one is deleted${key.startsWith('rule/') ? ', and its state and history with it' : ''}`;
    });
  return [...retitled, ...vanished];
}

/**
 * A key that is equal for the same object under another name. It is made of title, contact point, uid or content,
 * whichever the kind has.
 */
function likeness(key: string, { title, name, uid, content }: IdentityFacts): string {
  const { kind, orgId } = identityParts(key);
  return JSON.stringify([kind, orgId, title, name, uid, content]);
}

function label({ title, name }: IdentityFacts): string {
  return title === undefined ? (name === undefined ? '' : ` (contact point "${name}")`) : ` "${title}"`;
}

function warningsOf(gone: readonly string[], emitted: Identities, facts: TargetFacts): Diagnostic[] {
  const rules = gone.filter((key) => key.startsWith('rule/'));
  const resets = gone.filter((key) => key.startsWith('policies/'));
  // A tree of ours, or a reset, replaces any older tree that could refer to them.
  const isTreeOurs = (tree: string) => tree in emitted || resets.includes(tree);
  const inUse = gone.filter(
    (key) => /^(?:contact-point|mute-timing)\//.test(key) && !isTreeOurs(`policies/${identityParts(key).orgId}`),
  );
  return [
    ...(rules.length > 0 && facts.ignoresDeleteRules
      ? [
          warning(
            'deletion/ignored',
            `Grafana 13.2.0 reads deleteRules and removes nothing (grafana/grafana#131777), so ${names(rules)} would keep firing there.`,
            'Load the folder with another release, or delete the rules through the API and run `pf-grafana forget` for each.',
          ),
        ]
      : []),
    ...resets.map((key) =>
      warning(
        'deletion/reset',
        `The policy tree of org ${identityParts(key).orgId} is no longer emitted, so every load resets the org to Grafana's default tree, even if a tree was made by hand.`,
        `After the next load, run \`pf-grafana forget ${key}\` and build.`,
      ),
    ),
    ...(inUse.length > 0
      ? [
          warning(
            'deletion/in-use',
            `${names(inUse)} will be deleted, but the organisation's policies are not defined here: if they still use one of them, Grafana refuses to start.`,
            "Remove it from the organisation's policies before Grafana loads the folder.",
          ),
        ]
      : []),
  ];
}

function names(keys: readonly string[]): string {
  return keys.length > 3 ? `${keys.slice(0, 3).join(', ')} and ${keys.length - 3} more` : keys.join(', ');
}

function warning(id: string, message: string, hint: string): Diagnostic {
  return { severity: 'warning', id, message, hint };
}
