import type { ProvisioningFile, ProvisioningFolder } from '../folder/folder.ts';
import { isObject } from '../folder/json.ts';
import { expand } from '../grafana/interpolation/expand.ts';
import { fieldUse } from '../grafana/interpolation/fields.ts';
import { emptyStopsGrafana } from '../grafana/required-fields.ts';
import type { Path } from '../folder/source/source.ts';
import { type Change, type ObjectDiff, risksOf } from './change.ts';

/** What the server must provide for a folder: an environment variable by its name, or a file by its path. */
export interface Needed {
  /** `PAGER_KEY`, or `file /run/secrets/pager`. */
  readonly name: string;
  /** `alerting/notify.yaml, contactPoints.0.receivers.0.settings.url` */
  readonly uses: readonly string[];
  /** Whether Grafana refuses to start without it. */
  readonly stopsGrafana: boolean;
}

/** What Grafana reads from its environment and disk when it loads a folder, by name. */
export function neededVariables({ files }: ProvisioningFolder): ReadonlyMap<string, Needed> {
  const needed = new Map<string, Needed>();
  for (const file of files) {
    if (file.kind === 'plugins') continue;
    walk(file.written, [], (path, text) => {
      for (const { name, stopsGrafana } of readsOf(file, path, text)) {
        const known = needed.get(name) ?? { name, uses: [], stopsGrafana: false };
        needed.set(name, {
          name,
          uses: [...known.uses, `${file.source.file.split('/').slice(-2).join('/')}, ${placeText(file, path)}`],
          stopsGrafana: known.stopsGrafana || stopsGrafana,
        });
      }
    });
  }
  return needed;
}

/** What the server must provide now and did not before, and what it no longer needs. */
export function diffVariables(before: ReadonlyMap<string, Needed>, after: ReadonlyMap<string, Needed>): ObjectDiff[] {
  const added = [...after.values()].filter(({ name }) => !before.has(name));
  const removed = [...before.values()].filter(({ name }) => !after.has(name));
  const stricter = [...after.values()].filter(
    ({ name, stopsGrafana }) => stopsGrafana && before.get(name)?.stopsGrafana === false,
  );
  const changes = [...added.map(addedChange), ...stricter.map(stricterChange), ...removed.map(removedChange)];
  if (changes.length === 0) return [];
  return [{ kind: 'variables', label: 'Environment of Grafana', identity: '', orgId: 1, change: 'changed', changes }];
}

function addedChange({ name, uses, stopsGrafana }: Needed): Change {
  return {
    id: 'variables/added',
    part: name,
    text: `needed by ${usesText(uses)}`,
    ...risksOf([
      stopsGrafana
        ? { id: 'start-fails', message: 'If it is missing, Grafana refuses to start: set it before you deploy this.' }
        : { id: 'variable-unset', message: 'If it is missing, what reads it gets an empty string.' },
    ]),
  };
}

function stricterChange({ name, uses }: Needed): Change {
  return {
    id: 'variables/required',
    part: name,
    text: `Grafana now needs it to start: ${usesText(uses)}`,
    risks: [{ id: 'start-fails', message: 'If it is missing, Grafana refuses to start.' }],
  };
}

function removedChange({ name }: Needed): Change {
  return { id: 'variables/removed', part: name, text: 'no longer read' };
}

function usesText(uses: readonly string[]): string {
  return uses.length > 2 ? `${uses.slice(0, 2).join(' and ')} and ${uses.length - 2} more places` : uses.join(' and ');
}

function readsOf(file: ProvisioningFile, path: Path, text: string): Pick<Needed, 'name' | 'stopsGrafana'>[] {
  if (file.kind === 'plugins') return [];
  const use = fieldUse(file.kind, path);
  if (use !== 'string' && use !== 'json' && use !== 'discarded') return [];
  const variables = new Set<string>();
  const paths = new Set<string>();
  const expanded = expand(text, {
    env: (name) => void (/^[A-Za-z_]\w*$/.test(name) && variables.add(name)),
    readFile: (name) => {
      paths.add(name);
      return 'content';
    },
  });
  if (use === 'discarded') variables.clear();
  const stopsGrafana = expanded.trim() === '' && emptyStopsGrafana(file.kind, file.written, path);
  return [
    ...[...variables].map((name) => ({ name, stopsGrafana })),
    // A missing file prevents the start wherever it is used.
    ...[...paths].map((name) => ({ name: `file ${name}`, stopsGrafana: true })),
  ];
}

function walk(value: unknown, path: Path, visit: (path: Path, text: string) => void): void {
  if (typeof value === 'string') {
    if (value.includes('$')) visit(path, value);
  } else if (Array.isArray(value)) value.forEach((item, index) => walk(item, [...path, index], visit));
  else if (isObject(value)) for (const [key, member] of Object.entries(value)) walk(member, [...path, key], visit);
}

/** `contactPoints[pager].receivers[pager].settings.url`: list items by name if they have one. */
function placeText({ written }: ProvisioningFile, path: Path): string {
  let value: unknown = written;
  let text = '';
  for (const step of path) {
    value = Array.isArray(value) ? (value as unknown[])[Number(step)] : isObject(value) ? value[step] : undefined;
    const name = isObject(value) ? (value['name'] ?? value['uid'] ?? value['receiver']) : undefined;
    text +=
      typeof step === 'number' ? `[${typeof name === 'string' ? name : step}]` : `${text === '' ? '' : '.'}${step}`;
  }
  return text;
}
