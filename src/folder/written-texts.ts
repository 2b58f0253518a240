import { type FieldUse, fieldUse } from '../grafana/interpolation/fields.ts';
import type { ProvisioningFile } from './folder.ts';
import { getOrInsert } from './get-or-insert.ts';
import { isObject } from './json.ts';
import type { Path } from './source/source.ts';

/** A text of a provisioning file as it is written, and what Grafana does with it. */
export interface WrittenText {
  readonly path: Path;
  readonly text: string;
  readonly use: FieldUse;
}

const known = new WeakMap<ProvisioningFile, readonly WrittenText[]>();

/** Every text of a file; in plugin files, all are expanded. Cached, because several rules need them. */
export function writtenTexts(file: ProvisioningFile): readonly WrittenText[] {
  return getOrInsert(known, file, () => textsIn(file));
}

function textsIn({ kind, written }: ProvisioningFile): WrittenText[] {
  const found: WrittenText[] = [];
  const walk = (value: unknown, path: Path): void => {
    if (typeof value === 'string')
      found.push({ path, text: value, use: kind === 'plugins' ? 'json' : fieldUse(kind, path) });
    else if (Array.isArray(value)) for (const [index, item] of value.entries()) walk(item, [...path, index]);
    else if (isObject(value)) for (const [key, member] of Object.entries(value)) walk(member, [...path, key]);
  };
  walk(written, []);
  return found;
}

/** Every text that Grafana expands and that contains a dollar. */
export function expandedTexts(file: ProvisioningFile): WrittenText[] {
  return writtenTexts(file).filter(({ text, use }) => text.includes('$') && (use === 'string' || use === 'json'));
}
