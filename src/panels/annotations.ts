import { AnnotationQueryBuilder } from '@grafana/grafana-foundation-sdk/dashboard';

import { sourceOfQuery } from './datasources.ts';
import { type LogLines, type Promql, rows, type SqlQuery } from './targets.ts';

/** The appearance of an annotation's marks, and their text. */
export interface AnnotationLook {
  /** A name of Grafana's palette, such as `red`, or a hex code. */
  readonly color?: string;
  /** False if the toggle is off when the dashboard opens. */
  readonly enabled?: boolean;
  /** The text of a mark, with labels as `{{version}}`; SQL provides it in a column `text`. */
  readonly text?: string;
  /** Labels whose values a mark shows as tags; SQL provides them in a column `tags`. */
  readonly tags?: readonly string[];
}

/**
 * Marks over the time axis of every panel, with a toggle in the dashboard's menu: one for each point of a PromQL query
 * that is not 0, for each log line, or for each row of SQL with a column `time`. Plain text is PromQL.
 */
export function annotation(
  title: string,
  query: Promql | Exclude<LogLines, string> | SqlQuery,
  { color = 'blue', enabled = true, text, tags }: AnnotationLook = {},
): AnnotationQueryBuilder {
  const builder = new AnnotationQueryBuilder().name(title).enable(enabled).hide(false).iconColor(color);
  if (typeof query !== 'string' && 'sql' in query)
    return builder.datasource(sourceOfQuery(query, query.dialect)).target(rows(query));
  const { expr, source } = asked(query);
  // Prometheus and Loki read the query from the annotation itself; newer releases of Grafana convert it to a target.
  builder.datasource(source).expr(expr);
  if (text !== undefined) builder.textFormat(text);
  if (tags !== undefined) builder.tagKeys(tags.join(','));
  return builder;
}

function asked(query: Promql | Exclude<LogLines, string>): { expr: string; source: { type: string; uid: string } } {
  if (typeof query === 'string') return { expr: query, source: sourceOfQuery({}, 'prometheus') };
  return 'promql' in query
    ? { expr: query.promql, source: sourceOfQuery(query, 'prometheus') }
    : { expr: query.logql, source: sourceOfQuery(query, 'loki') };
}
