import { Document, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import type { Tags } from 'yaml';

import { fieldUse } from '../grafana/interpolation/fields.ts';
import type { FileKind } from '../grafana/interpolation/fields.ts';
import { env, file, isRef } from '../grafana/interpolation/refs.ts';
import type { Ref } from '../grafana/interpolation/refs.ts';
import { checkPlain, pathText } from './plain-value.ts';
import type { Path } from './plain-value.ts';
import { proveYaml } from './yaml-proof.ts';
import { commentLines, escapeUnseen, textScalar } from './yaml-style.ts';

/**
 * Returns a provisioning file as YAML text that Grafana reads as `value`: references are written as `$NAME` or
 * `$__file{path}`, a literal `$` is doubled where Grafana expands, and undefined members are left out.
 */
export function emitYaml(kind: FileKind, value: object, comment?: string): string {
  checkPlain(value);
  const options = { version: '1.1', aliasDuplicateObjects: false, customTags: withoutMerge } as const;
  const document = new Document(toNode(kind, value, []), options);
  const body = escapeUnseen(
    document.toString({ lineWidth: 0, doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER }),
  );
  const text = comment === undefined ? body : `${commentLines(comment)}\n${body}`;
  proveYaml(kind, value, text);
  return text;
}

/** Without this, the library would write the text `<<` unquoted, as a merge key. */
function withoutMerge(tags: Tags): Tags {
  return tags.filter((tag) => typeof tag === 'string' || tag.tag !== 'tag:yaml.org,2002:merge');
}

function toNode(kind: FileKind, value: unknown, path: Path): Scalar | YAMLMap | YAMLSeq {
  if (typeof value === 'string') return textScalar(literal(kind, value, path));
  if (typeof value !== 'object' || value === null) return new Scalar(value);
  if (isRef(value) && fieldUse(kind, path) !== 'container') return textScalar(reference(kind, value, path));
  if (Array.isArray(value)) {
    const list = new YAMLSeq<unknown>();
    list.items = value.map((item, index) => toNode(kind, item, [...path, index]));
    return list;
  }
  const map = new YAMLMap<unknown, unknown>();
  for (const [key, member] of Object.entries(value)) {
    // Keys stay as they are: Grafana never expands them.
    if (member !== undefined) map.items.push(new Pair(textScalar(key), toNode(kind, member, [...path, key])));
  }
  return map;
}

function literal(kind: FileKind, text: string, path: Path): string {
  if (!text.includes('$')) return text;
  switch (fieldUse(kind, path)) {
    case 'string':
    case 'json':
      // Doubles every dollar, even one that Grafana would not expand: a doubled dollar also keeps Grafana from
      // converting a JSON text to another type.
      return text.replaceAll('$', '$$$$');
    case 'raw':
    case 'discarded':
      return text;
    default:
      throw new Error(
        `${pathText(path)}: a ${kind} file has no known field there, so it is not known how to write a "$".`,
      );
  }
}

function reference(kind: FileKind, ref: Ref, path: Path): string {
  const use = fieldUse(kind, path);
  if (use !== 'string' && use !== 'json') {
    throw new Error(`${pathText(path)}: Grafana does not expand this field, so it cannot hold ${JSON.stringify(ref)}.`);
  }
  try {
    // Bare on purpose: Grafana expands the value of `${NAME}` or `$__env{NAME}` a second time, so a `$` in the secret
    // would be lost.
    return 'env' in ref ? `$${env(ref.env).env}` : `$__file{${file(ref.file).file}}`;
  } catch (error) {
    throw new Error(`${pathText(path)}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
