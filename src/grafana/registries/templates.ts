import { GO_FUNCTIONS } from '../go-template/alert-text.ts';
import builtIn from './templates.json' with { type: 'json' };

/**
 * Functions that any release of Grafana has in message templates and contact point settings; `coll`, `data`, `tmpl` and
 * `time` have others as fields.
 */
export const MESSAGE_FUNCTIONS: ReadonlySet<string> = new Set([
  ...GO_FUNCTIONS,
  // Alertmanager's.
  'append',
  'date',
  'dict',
  'humanizeDuration',
  'join',
  'list',
  'match',
  'mustToDate',
  'now',
  'reReplaceAll',
  'routeLabels',
  'safeHtml',
  'safeUrl',
  'since',
  'stringSlice',
  'title',
  'toDate',
  'toJson',
  'toLower',
  'toUpper',
  'trimSpace',
  'tz',
  'urlUnescape',
  // Grafana's.
  'coll',
  'data',
  'grafanaExploreURL',
  'queryFromGeneratorURL',
  'tenantID',
  'time',
  'tmpl',
]);

/** Templates that any release of Grafana defines itself, including those from Alertmanager. */
export const BUILT_IN_TEMPLATES: ReadonlySet<string> = new Set(builtIn);
