import { type ParsedTemplate, parseTemplate } from './parser.ts';

/**
 * Grafana prepends this to every label and annotation of a rule; its last trim marker removes white space at the start
 * of the text.
 */
const PREFIX = '{{- $labels := .Labels -}}{{- $values := .Values -}}{{- $value := .Value -}}';

/** Functions of Go templates. */
export const GO_FUNCTIONS: readonly string[] = [
  'and',
  'call',
  'eq',
  'ge',
  'gt',
  'html',
  'index',
  'js',
  'le',
  'len',
  'lt',
  'ne',
  'not',
  'or',
  'print',
  'printf',
  'println',
  'slice',
  'urlquery',
];

/** Functions that any release of Grafana has in labels and annotations: Go's, Prometheus' and its own. */
export const ALERT_FUNCTIONS: ReadonlySet<string> = new Set([
  ...GO_FUNCTIONS,
  'args',
  'externalURL',
  'first',
  'formatTime',
  'humanize',
  'humanize1024',
  'humanizeDuration',
  'humanizePercentage',
  'humanizeTimestamp',
  'label',
  'match',
  'now',
  'parseDuration',
  'pathPrefix',
  'query',
  'reReplaceAll',
  'safeHtml',
  'since',
  'sortByLabel',
  'stripDomain',
  'stripPort',
  'strvalue',
  'title',
  'tmpl',
  'toDuration',
  'toLower',
  'toTime',
  'toUpper',
  'urlQueryEscape',
  'value',
  // Grafana 10.1 misspells `removeLabelsRe` with an extra l.
  'deduplicateLabels',
  'filterLabels',
  'filterLabelsRe',
  'graphLink',
  'mergeLabelValues',
  'removeLabels',
  'removeLabelsRe',
  'removeLabelslRe',
  'sortBy',
  'tableLink',
]);

/**
 * Parses a label or annotation of an alert rule with Grafana's prefix; offsets count from the start of the text itself.
 */
export function parseAlertText(text: string): ParsedTemplate {
  return parseTemplate(text, { functions: ALERT_FUNCTIONS, prefix: PREFIX });
}
