import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import type { Identities } from '../grafana/identities.ts';
import { identityParts } from './emitted-identities.ts';
import type { TargetFacts } from './target.ts';

/** What Grafana holds after the last build and what this build emits, in the order in which Grafana reads it. */
interface Change {
  readonly before: Identities;
  readonly after: Identities;
}

/**
 * Changes that one load cannot make although both states are valid: Grafana saves rules one by one and refuses a title
 * that another rule of the folder still has, it never has two data sources with the same uid, and a source keeps its
 * uid.
 */
export function loadOrderProblems(change: Change, facts: TargetFacts): Diagnostic[] {
  return [
    ...titleProblems(change, facts),
    ...uidProblems(change),
    ...(facts.keepsDatasourceUids ? newUidProblems(change) : []),
  ];
}

function titleProblems({ before, after }: Change, facts: TargetFacts): Diagnostic[] {
  const place = (key: string, { title, folder }: Identities[string]) =>
    JSON.stringify([identityParts(key).orgId, folder, title]);
  // The deletions file is read first, so a removed rule no longer holds its title, unless the target ignores
  // deleteRules.
  const isDeleted = (key: string) => (!(key in after) || before[key]?.gone === true) && !facts.ignoresDeleteRules;
  const held = new Map(
    Object.entries(before)
      .filter(([key]) => key.startsWith('rule/') && !isDeleted(key))
      .map(([key, rule]) => [place(key, rule), key]),
  );
  const places = new Map([...held].map(([at, key]) => [key, at]));
  return Object.entries(after)
    .filter(([key]) => key.startsWith('rule/'))
    .flatMap(([key, rule]) => {
      const at = place(key, rule);
      const holder = held.get(at);
      const old = places.get(key);
      if (old !== undefined && held.get(old) === key) held.delete(old);
      held.set(at, key);
      if (holder === undefined || holder === key) return [];
      return [holder in after ? stillHeld(key, holder, rule.title ?? '') : neverFreed(key, holder, rule.title ?? '')];
    });
}

function stillHeld(key: string, holder: string, title: string): Diagnostic {
  return {
    severity: 'error',
    id: 'alert/title-taken',
    message: `Rule ${key} takes the title "${title}", which rule ${holder} holds until later in the same load: Grafana saves rules one after the other, rejects the first of the two and refuses to start.`,
    hint: 'Do it in two steps, one rule at a time: rename the rule whose new title is free, build and let Grafana load it, then rename the other. For two swapped titles, give one a third title in between.',
  };
}

function neverFreed(key: string, holder: string, title: string): Diagnostic {
  return {
    severity: 'error',
    id: 'alert/title-taken',
    message: `Rule ${key} takes the title "${title}" of rule ${holder}, which is removed; but Grafana 13.2.0 ignores deleteRules, keeps the old rule with its title, and refuses to start.`,
    hint: `Give the new rule another title or the old uid ${identityParts(holder).name}, or delete the old rule in Grafana and run \`pf-grafana forget ${holder}\`.`,
  };
}

/**
 * New releases save the data sources of a file together, in no defined order. A uid must therefore be free before the
 * load, and only a deletion frees one.
 */
function uidProblems({ before, after }: Change): Diagnostic[] {
  const sources = Object.entries(after).filter(([key]) => key.startsWith('datasource/'));
  const held = new Map(
    Object.entries(before)
      .filter(([key, { gone }]) => key.startsWith('datasource/') && key in after && !gone)
      .map(([key, { uid = '' }]) => [`${identityParts(key).orgId}/${uid}`, key]),
  );
  return sources.flatMap(([key, { uid = '' }]) => {
    const holder = held.get(`${identityParts(key).orgId}/${uid}`);
    if (holder === undefined || holder === key) return [];
    return [
      {
        severity: 'error' as const,
        id: 'datasource/uid-taken',
        message: `Data source ${key} takes the uid "${uid}", which ${holder} holds in Grafana until it gets another one in the same load, so Grafana refuses to start.`,
        hint: 'Do it in two steps, one source at a time: rename the one whose new name is free, build and let Grafana load it, then rename the other. For two swapped names, give one a third name in between.',
      },
    ];
  });
}

/** Grafana deletes a source before it creates its successor only when the two have different names. */
function newUidProblems({ before, after }: Change): Diagnostic[] {
  return Object.entries(after).flatMap(([key, { uid = '' }]) => {
    const old = before[key];
    if (!key.startsWith('datasource/') || old?.uid === undefined || old.gone || old.uid === uid) return [];
    const { name } = identityParts(key);
    return [
      {
        severity: 'error' as const,
        id: 'datasource/uid-changed',
        message: `Data source "${name}" has the uid "${old.uid}" in Grafana, which never changes it: with the uid "${uid}" under the same name the load fails there, and the rest of the file is not read.`,
        hint: `Keep the uid "${old.uid}". Or give the source another name too: one load then deletes the old one and makes the new one. A later build may give it back its name.`,
      },
    ];
  });
}
