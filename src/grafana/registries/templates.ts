import { GO_FUNCTIONS } from '../go-template/alert-text.ts';
import builtIn from './templates.json' with { type: 'json' };

/**
 * Functions that some release of Grafana has in message templates and settings of contact points; `coll`, `data`,
 * `tmpl` and `time` hold others as fields.
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

/** Templates that Grafana defines itself, in some release, with those it takes from Alertmanager. */
export const BUILT_IN_TEMPLATES: ReadonlySet<string> = new Set(builtIn);
