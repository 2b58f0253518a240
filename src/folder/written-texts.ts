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

/** Every text of a file; plugins' files are expanded everywhere. The rules share one walk. */
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

/** Every text that Grafana expands, and only if there is a dollar in it. */
export function expandedTexts(file: ProvisioningFile): WrittenText[] {
  return writtenTexts(file).filter(({ text, use }) => text.includes('$') && (use === 'string' || use === 'json'));
}

/** A dollar that Grafana takes for the beginning of a reference. */
export interface Reference {
  /** The whole of it: `$NAME`, `${NAME}`, `$__file{path}`, `$1`. */
  readonly text: string;
  readonly offset: number;
  /** `NAME`, or the path of a file. */
  readonly name: string;
  readonly form: 'bare' | 'braced' | 'env' | 'file';
}

const REFERENCE = /\$(?:__(env|file)\{([^}]*)\}|\{([^}]*)\}|(\w+|[*#@!?-]))/g;
/** The same where no brace is closed any more: to look for one from each dollar takes time by the square. */
const BARE = /\$(\w+|[*#@!?-])/g;

/** The references of an expanded text, in order; `$$` is a dollar and none. */
export function references(text: string): Reference[] {
  let offset = 0;
  return text.split('$$').flatMap((piece) => {
    const from = offset;
    offset += piece.length + 2;
    const closed = piece.lastIndexOf('}') + 1;
    const found = [...piece.slice(0, closed).matchAll(REFERENCE)].map((match): Reference => {
      const [whole, provider, argument, braced, bare] = match;
      const form = provider === 'env' || provider === 'file' ? provider : braced === undefined ? 'bare' : 'braced';
      return { text: whole, offset: from + match.index, name: argument ?? braced ?? bare ?? '', form };
    });
    const rest = [...piece.slice(closed).matchAll(BARE)].map((match): Reference => ({
      text: match[0],
      offset: from + closed + match.index,
      name: match[1] ?? '',
      form: 'bare',
    }));
    return [...found, ...rest];
  });
}
