import { createHash } from 'node:crypto';

import type { FileValue } from '../define/definitions.ts';
import type { Identities, IdentityFacts } from '../grafana/identities.ts';

/** A provisioning file before it is rendered to text. Its path is relative to `provisioning/`, without the suffix. */
export interface CompiledFile {
  readonly path: string;
  readonly value: Readonly<Record<string, FileValue | undefined>>;
}

type Entry = Readonly<Record<string, FileValue | undefined>>;
type Found = [key: string, facts: IdentityFacts];

/**
 * Every object in the files that Grafana keeps when it vanishes from them, in the order in which Grafana reads the
 * files: by file name.
 */
export function emittedIdentities(files: readonly CompiledFile[]): Identities {
  const sorted = files.toSorted((left, right) => (`${left.path}.yaml` < `${right.path}.yaml` ? -1 : 1));
  return Object.fromEntries(
    sorted.flatMap(({ path, value }) =>
      path.startsWith('datasources/') ? datasources(value) : path.startsWith('alerting/') ? alerting(value) : [],
    ),
  );
}

/** Splits `rule/1/pf-drawdown` into its parts; the name may contain a slash. */
export function identityParts(key: string): { readonly kind: string; readonly orgId: number; readonly name: string } {
  const [kind = '', orgId = '', ...name] = key.split('/');
  return { kind, orgId: Number(orgId), name: name.join('/') };
}

function datasources(file: Entry): Found[] {
  return entries(file['datasources']).map((source) => [
    identity('datasource', source, 'name'),
    { uid: text(source['uid']) },
  ]);
}

function alerting(file: Entry): Found[] {
  return [
    ...entries(file['groups']).flatMap((group) =>
      entries(group['rules']).map((rule): Found => [
        identity('rule', { ...rule, orgId: group['orgId'] }, 'uid'),
        { title: text(rule['title']), folder: text(group['folder']) },
      ]),
    ),
    ...entries(file['contactPoints']).flatMap((point) =>
      entries(point['receivers']).map((receiver): Found => [
        identity('contact-point', { ...receiver, orgId: point['orgId'] }, 'uid'),
        { name: text(point['name']) },
      ]),
    ),
    ...entries(file['muteTimes']).map((mute): Found => [
      identity('mute-timing', mute, 'name'),
      { content: hash(mute['time_intervals']) },
    ]),
    ...entries(file['templates']).map((template): Found => [
      identity('template', template, 'name'),
      { content: hash(template['template']) },
    ]),
    ...entries(file['policies']).map((policy): Found => [`policies/${text(policy['orgId'])}`, {}]),
  ];
}

function identity(kind: string, entry: Entry, name: 'uid' | 'name'): string {
  return `${kind}/${text(entry['orgId'])}/${text(entry[name])}`;
}

function entries(list: FileValue | undefined): Entry[] {
  return Array.isArray(list) ? (list as Entry[]) : [];
}

function text(value: FileValue | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
}

function hash(value: FileValue | undefined): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);
}
