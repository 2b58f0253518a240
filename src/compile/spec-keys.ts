import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import { nearest } from '../diagnostics/nearest.ts';
import type { DashboardSpec } from '../define/definitions.ts';
import { queriesOf, type RuleGroupSpec, type RuleSpec } from '../define/rules.ts';
import type { ProjectNames } from '../define/settings.ts';

// `build` does not run tsc, so unknown keys that the types would reject are reported here with the nearest valid name.
// Otherwise something a user wrote would silently be lost.

const DASHBOARD = ['uid', 'folder', 'dashboard', 'rows', 'asItIs'];
const ROW = ['key', 'title', 'collapsed', 'panels'];
const PANEL = ['key', 'width', 'height', 'panel'];
const GROUP = ['name', 'folder', 'interval', 'rules'];
const RULE = ['uid', 'title', 'labels', 'isPaused', 'query', 'origin'];
const RECORDING = [...RULE, 'record'];
const ALERT = [
  ...RULE,
  'for',
  'keepFiringFor',
  'missingSeriesEvaluations',
  'lookBackSeconds',
  'severity',
  'team',
  'summary',
  'description',
  'runbook',
  'annotations',
  'panel',
  'noData',
  'onError',
  'notify',
  'threshold',
  'reduce',
  'queries',
  'expressions',
  'condition',
];
/** Queries made by our builders have more members than their text, such as the labels of a vector. */
const QUERY = [
  'datasource',
  'origin',
  'lookBackSeconds',
  'promql',
  'logql',
  'sql',
  'query',
  'labels',
  'binding',
  'selects',
  'kind',
  'dialect',
];
const THRESHOLD = ['is', 'value', 'recover'];
const NOTIFY = [
  'receiver',
  'group_by',
  'group_wait',
  'group_interval',
  'repeat_interval',
  'mute_time_intervals',
  'active_time_intervals',
];

/** Unknown keys in the spec of a dashboard. */
export function dashboardKeys(spec: DashboardSpec): Diagnostic[] {
  const name = `Dashboard "${spec.uid}"`;
  return [
    ...unknownKeys(name, spec, DASHBOARD),
    ...(spec.rows ?? []).flatMap((row) => [
      ...unknownKeys(`Row "${row.key}" of ${name}`, row, ROW),
      ...row.panels.flatMap((panel) => unknownKeys(`Panel "${panel.key}" of ${name}`, panel, PANEL)),
    ]),
  ];
}

/** Unknown keys in the spec of a rule group and its rules. */
export function ruleGroupKeys(spec: RuleGroupSpec): Diagnostic[] {
  return [...unknownKeys(`Rule group "${spec.name}"`, spec, GROUP), ...spec.rules.flatMap(ruleKeys)];
}

/** Severities and teams that the project does not declare. */
export function undeclaredWords(rules: readonly RuleSpec[], { severities, teams }: ProjectNames): Diagnostic[] {
  return rules.flatMap((rule) => {
    if ('record' in rule) return [];
    return [
      ...undeclared(rule.title, 'severity', rule.severity, severities),
      ...undeclared(rule.title, 'team', rule.team, teams),
    ];
  });
}

function ruleKeys(rule: RuleSpec): Diagnostic[] {
  const name = `Rule "${rule.title}"`;
  const own = unknownKeys(name, rule, 'record' in rule ? RECORDING : ALERT);
  const queries = Object.entries(queriesOf(rule)).flatMap(([refId, query]) =>
    unknownKeys(`Query ${refId} of ${name}`, query, QUERY),
  );
  if ('record' in rule) return [...own, ...queries];
  return [
    ...own,
    ...queries,
    ...('threshold' in rule ? unknownKeys(`The threshold of ${name}`, rule.threshold, THRESHOLD) : []),
    ...(rule.notify === undefined ? [] : unknownKeys(`notify of ${name}`, rule.notify, NOTIFY)),
  ];
}

function unknownKeys(name: string, object: object, known: readonly string[]): Diagnostic[] {
  return Object.keys(object)
    .filter((key) => !known.includes(key))
    .map((key): Diagnostic => {
      const [near] = nearest(key, known);
      return {
        severity: 'error',
        id: 'definition/unknown-key',
        message: `${name} has the key "${key}", which is not known, so it would be lost.`,
        hint: near === undefined ? `Known keys: ${known.join(', ')}.` : `Did you mean "${near}"?`,
      };
    });
}

function undeclared(
  rule: string,
  what: 'severity' | 'team',
  word: string | undefined,
  known: readonly string[] | undefined,
): Diagnostic[] {
  if (word === undefined || known === undefined || known.includes(word)) return [];
  const [near] = nearest(word, known);
  return [
    {
      severity: 'error',
      id: `alert/${what}`,
      message: `Rule "${rule}" has the ${what} "${word}", which the project does not declare, so no route would match it.`,
      hint: near === undefined ? `Declared are: ${known.join(', ')}.` : `Did you mean "${near}"?`,
    },
  ];
}
