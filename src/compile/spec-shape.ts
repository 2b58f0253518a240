import type { DashboardSpec } from '../define/definitions.ts';
import type { RuleGroupSpec } from '../define/rules.ts';
import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { comparisons } from './rule-expressions.ts';

// `build` does not run tsc, so what a definition leaves out, which the types would reject, is reported here. Everything
// after it relies on the types.

type Fields = Readonly<Record<string, unknown>>;

const RANGES = new Set(['within', 'outside']);
const EXPRESSIONS = ['reduce', 'math', 'resample', 'threshold', 'sql'];
const QUERY_TEXTS = ['promql', 'logql', 'sql', 'query'];
const THRESHOLD_EXAMPLE = "threshold: { is: 'above', value: 100 }";

/** Missing or wrong members in the spec of a dashboard. */
export function dashboardShape(spec: DashboardSpec): Diagnostic[] {
  const name = `The dashboard "${String(spec.uid)}"`;
  return [
    ...(isText(spec.uid) ? [] : [lacks('A dashboard', 'uid', "Add uid: c.uid('overview').", spec)]),
    ...(isBuilder(spec.dashboard)
      ? []
      : [lacks(name, 'dashboard', "Add dashboard: new DashboardBuilder('Overview'), without .build().")]),
    ...listed(spec.rows ?? []).flatMap((row, index) =>
      rowShape(row, `Row ${index + 1} of dashboard "${String(spec.uid)}"`),
    ),
  ];
}

/** Missing or wrong members in the rules of a group. */
export function ruleGroupShape({ rules }: RuleGroupSpec): Diagnostic[] {
  return rules.flatMap((rule) => ruleShape(fieldsOf(rule)));
}

function rowShape(row: unknown, name: string): Diagnostic[] {
  const { key, panels } = fieldsOf(row);
  return [
    ...(isText(key) ? [] : [lacks(name, 'key', "Add a key that never changes, such as key: 'traffic'.")]),
    ...(Array.isArray(panels)
      ? []
      : [lacks(name, 'panels', 'Add panels: [{ key, width, height, panel }].', fieldsOf(row))]),
    ...listed(panels).flatMap((one, index) => {
      const place = fieldsOf(one);
      const panel = isText(place['key']) ? `Panel "${place['key']}"` : `Panel ${index + 1} of ${name}`;
      return [
        ...(isText(place['key'])
          ? []
          : [lacks(panel, 'key', "Add a key that never changes, such as key: 'requests'.")]),
        ...(isBuilder(place['panel'])
          ? []
          : [
              lacks(
                panel,
                'panel',
                "Add panel: timeseries('Title', 'Description.') or another builder, without .build().",
              ),
            ]),
      ];
    }),
  ];
}

function ruleShape(rule: Fields): Diagnostic[] {
  const { title, uid } = rule;
  if (!isText(title)) return [lacks(`The rule "${String(uid)}"`, 'title', "Add title: 'What is wrong'.", rule)];
  const name = `Rule "${title}"`;
  if ('record' in rule) return [...queryShape(rule['query'], name), ...recordShape(rule['record'], name)];
  const time = isText(rule['for'])
    ? []
    : [lacks(name, 'for', "Add how long a breach must last: for: '5m', or for: '0s' to fire immediately.", rule)];
  if ('query' in rule && 'queries' in rule)
    return [
      shape(
        `${name} has both "query" and "queries", so one of them would be lost.`,
        'Keep query and threshold, or queries, expressions and condition.',
      ),
    ];
  if ('query' in rule) return [...time, ...queryShape(rule['query'], name), ...thresholdShape(rule, name)];
  if ('queries' in rule) return [...time, ...queriesShape(rule, name)];
  return [
    lacks(
      name,
      'query',
      `Add query: { datasource, promql } and ${THRESHOLD_EXAMPLE}, or queries, expressions and condition.`,
      rule,
    ),
  ];
}

function recordShape(record: unknown, name: string): Diagnostic[] {
  return isText(fieldsOf(record)['metric'])
    ? []
    : [
        lacks(
          `"record" of ${name}`,
          'metric',
          "Add the name to write to: record: { metric: 'shop:checkouts:rate5m' }.",
        ),
      ];
}

function queriesShape(rule: Fields, name: string): Diagnostic[] {
  const { queries, expressions, condition } = rule;
  return [
    ...Object.entries(fieldsOf(queries)).flatMap(([refId, query]) => queryShape(query, `Query ${refId} of ${name}`)),
    ...(isObject(expressions)
      ? []
      : [
          lacks(
            name,
            'expressions',
            "Add the expressions over the queries: expressions: { C: { reduce: 'A' }, D: { math: '$C > 10' } }.",
            rule,
          ),
        ]),
    ...Object.entries(fieldsOf(expressions)).flatMap(([refId, expression]) =>
      expressionShape(fieldsOf(expression), `Expression ${refId} of ${name}`),
    ),
    ...(isText(condition)
      ? []
      : [lacks(name, 'condition', "Name the expression for the condition, such as condition: 'D'.", rule)]),
  ];
}

function queryShape(query: unknown, name: string): Diagnostic[] {
  const what = name.startsWith('Query ') ? name : `The query of ${name}`;
  if (QUERY_TEXTS.some((text) => fieldsOf(query)[text] !== undefined)) return [];
  return [
    shape(
      `${what} has no text, so it queries nothing.`,
      `Add one of ${QUERY_TEXTS.join(', ')}, such as promql: 'up'. A query that is a function must be called: http.errorRatio().`,
    ),
  ];
}

function expressionShape(expression: Fields, name: string): Diagnostic[] {
  if (!EXPRESSIONS.some((kind) => kind in expression))
    return [
      shape(
        `${name} is not a known kind of expression.`,
        `Write one of ${EXPRESSIONS.join(', ')}, such as { reduce: 'A' }.`,
      ),
    ];
  return 'threshold' in expression ? thresholdShape(expression, name, 'when') : [];
}

function thresholdShape(owner: Fields, name: string, key = 'threshold'): Diagnostic[] {
  const threshold = owner[key];
  const example = THRESHOLD_EXAMPLE.replace('threshold', key);
  if (!isObject(threshold)) return [lacks(name, key, `Add ${example}.`, owner)];
  const { is, value, recover } = threshold;
  if (!comparisons.includes(String(is))) {
    const [near] = nearest(String(is), comparisons);
    return [
      shape(
        `The ${key} of ${name} compares with ${JSON.stringify(is) ?? 'nothing'}, which is not a comparison.`,
        near === undefined ? `Set \`is\` to one of ${comparisons.join(', ')}.` : `Did you mean "${near}"?`,
      ),
    ];
  }
  const isRange = RANGES.has(String(is));
  const fits = isRange ? isPair : isNumber;
  return [['value', value] as const, ...(recover === undefined ? [] : [['recover', recover] as const])].flatMap(
    ([member, given]) =>
      fits(given)
        ? []
        : [
            shape(
              `The ${key} of ${name} has ${JSON.stringify(given) ?? 'nothing'} as ${member}, and "${String(is)}" compares with ${isRange ? 'two numbers' : 'one number'}.`,
              isRange ? `Write ${member}: [5, 10].` : `Write ${member}: 100.`,
            ),
          ],
  );
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fieldsOf(value: unknown): Fields {
  return isObject(value) ? value : {};
}

function listed(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number' && !Number.isNaN(value);
}

function isPair(value: unknown): boolean {
  return Array.isArray(value) && value.length === 2 && value.every(isNumber);
}

function isBuilder(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'build' in value && typeof value.build === 'function';
}

/** `given` has the existing keys; one of them may be the missing key, misspelt. */
function lacks(name: string, key: string, hint: string, given: object = {}): Diagnostic {
  const [near] = nearest(
    key,
    Object.keys(given).filter((one) => one !== key),
  );
  return shape(`${name} has no "${key}".`, near === undefined ? hint : `Rename "${near}" to "${key}".`);
}

function shape(message: string, hint: string): Diagnostic {
  return { severity: 'error', id: 'definition/shape', message, hint };
}
