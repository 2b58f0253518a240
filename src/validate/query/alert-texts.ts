import type { AlertRule } from '../folder.ts';
import { objectOf, textOf } from '../json.ts';
import type { Path } from '../source/source.ts';

/** A text of a rule that Grafana renders as a template. */
export interface AlertText {
  readonly kind: 'annotations' | 'labels';
  readonly key: string;
  readonly text: string;
  /** The place of some of its characters; the whole text where Grafana has expanded it. */
  readonly at: (offset: number, length: number) => { readonly at: Path; readonly within?: { readonly offset: number; readonly length: number } };
}

/** The annotations and labels of a rule. */
export function alertTexts({ json, written }: AlertRule): AlertText[] {
  return (['annotations', 'labels'] as const).flatMap((kind) =>
    Object.entries(objectOf(json[kind])).flatMap(([key, value]) => {
      const text = textOf(value);
      const path = [kind, key];
      const isAsWritten = objectOf(written[kind])[key] === text;
      return text === undefined ? [] : [{ kind, key, text, at: (offset, length) => (isAsWritten ? { at: path, within: { offset, length } } : { at: path }) }];
    }));
}
