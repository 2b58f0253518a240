import { parseAlertText } from '../../grafana/go-template/alert-text.ts';
import type { ParsedTemplate } from '../../grafana/go-template/parser.ts';
import type { AlertRule } from '../folder.ts';
import { getOrInsert } from '../get-or-insert.ts';
import { objectOf, textOf } from '../json.ts';
import type { Path } from '../source/source.ts';

/** A text of a rule that Grafana renders as a template. */
export interface AlertText {
  readonly kind: 'annotations' | 'labels';
  readonly key: string;
  readonly text: string;
  readonly template: ParsedTemplate;
  /** The place of some of its characters, or of the whole text when Grafana's `$` expansion changed it. */
  readonly at: (
    offset: number,
    length: number,
  ) => { readonly at: Path; readonly within?: { readonly offset: number; readonly length: number } };
}

const texts = new WeakMap<AlertRule, readonly AlertText[]>();

/** The annotations and labels of a rule that contain a template. Cached, because several rules need them. */
export function alertTexts(alert: AlertRule): readonly AlertText[] {
  return getOrInsert(texts, alert, () => templatesIn(alert));
}

function templatesIn({ json, written }: AlertRule): AlertText[] {
  return (['annotations', 'labels'] as const).flatMap((kind) =>
    Object.entries(objectOf(json[kind])).flatMap(([key, value]) => {
      const text = textOf(value);
      if (text === undefined || !text.includes('{{')) return [];
      const path = [kind, key];
      const isAsWritten = objectOf(written[kind])[key] === text;
      return [
        {
          kind,
          key,
          text,
          template: parseAlertText(text),
          at: (offset: number, length: number) =>
            isAsWritten ? { at: path, within: { offset, length } } : { at: path },
        },
      ];
    }),
  );
}
