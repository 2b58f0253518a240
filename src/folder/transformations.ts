import type { Panel } from './folder.ts';
import { isObject, listOf, objectOf, textOf, type JsonObject } from './json.ts';
import type { Path } from './source/source.ts';

/** A transformation between the queries of a panel and what it draws. */
export interface Transformation {
  readonly id: string;
  /** Path below the panel. */
  readonly at: Path;
  readonly json: JsonObject;
  readonly options: JsonObject;
  /** Grafana skips it. */
  readonly isDisabled: boolean;
}

/** The transformations of a panel, in order. */
export function transformationsOf({ json }: Panel): Transformation[] {
  return listOf(json['transformations']).flatMap((entry, index) =>
    isObject(entry)
      ? [
          {
            id: textOf(entry['id']) ?? '',
            at: ['transformations', index],
            json: entry,
            options: objectOf(entry['options']),
            isDisabled: entry['disabled'] === true,
          },
        ]
      : [],
  );
}

/** The regular expressions in the options of a transformation, and what happens when one is not valid. */
export function regexesOf({ id, options }: Transformation): { path: Path; text: string; outcome: string }[] {
  const at = (path: readonly string[], outcome: string) => {
    const value = path.reduce<unknown>(
      (holder, key) => (typeof holder === 'object' && holder !== null ? Reflect.get(holder, key) : undefined),
      options,
    );
    const text = textOf(value);
    return text === undefined ? [] : [{ path, text, outcome }];
  };
  if (id === 'renameByRegex') return at(['regex'], 'the step fails');
  if (id === 'filterFieldsByName')
    return ['include', 'exclude'].flatMap((side) => at([side, 'pattern'], 'it matches no field'));
  if (id === 'filterByValue') return valueRegexes(options);
  if (id !== 'extractFields' || options['format'] !== 'regexp') return [];
  return at(['regExp'], 'the step reads the whole text as one field');
}

/**
 * Value conditions compile their text as it stands, so slashes around it are ordinary characters; such texts are left
 * out.
 */
function valueRegexes(options: JsonObject): { path: Path; text: string; outcome: string }[] {
  return listOf(options['filters']).flatMap((filter, index) => {
    const { id, options: of } = objectOf(objectOf(filter)['config']);
    const text = textOf(objectOf(of)['value']);
    return id !== 'regex' || text === undefined || text.startsWith('/')
      ? []
      : [{ path: ['filters', index, 'config', 'options', 'value'], text, outcome: 'the step fails' }];
  });
}
