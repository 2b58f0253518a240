import type { Panel } from './folder.ts';
import { isObject, listOf, objectOf, textOf, type JsonObject } from './json.ts';
import type { Path } from './source/source.ts';

/** A step between the queries of a panel and what it draws. */
export interface Transformation {
  readonly id: string;
  /** Below the panel. */
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
