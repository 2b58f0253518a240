import { byMember, flag, oneOf, plainText, type Schema, since, someText, text } from './schema.ts';
import { anyCase } from './any-case.ts';

const wholeSeconds: Schema = {
  type: 'integer',
  minimum: 0,
  'x-trap': 'Grafana reads plain whole seconds here, without quotes or a unit',
};
const number: Schema = { type: 'number' };
const params = (minItems: number, maxItems: number): Schema => ({ type: 'array', items: number, minItems, maxItems });

/** Comparisons with one number, and with two. */
const ONE = ['gt', 'lt', 'eq', 'ne', 'gte', 'lte'];
const TWO = ['within_range', 'outside_range', 'within_range_included', 'outside_range_included'];
const NEWER = Object.fromEntries(
  [...ONE, ...TWO]
    .filter((type) => !['gt', 'lt', 'within_range', 'outside_range'].includes(type))
    .map((type) => [type, 'moreComparisons' as const]),
);

const thresholdEvaluator: Schema = {
  type: 'object',
  properties: {
    type: { enum: [...ONE, ...TWO], 'x-values-since': NEWER },
    params: { type: 'array', items: number },
  },
  required: ['type', 'params'],
  allOf: byMember('type', [
    [ONE, { properties: { params: params(1, 2) } }],
    [TWO, { properties: { params: params(2, 2) } }],
  ]),
};

const classicEvaluator: Schema = {
  type: 'object',
  properties: {
    type: {
      enum: ['gt', 'lt', 'eq', 'ne', 'gte', 'lte', 'within_range', 'outside_range', 'no_value'],
      'x-values-since': NEWER,
    },
    params: { type: ['array', 'null'], items: number },
  },
  required: ['type'],
  allOf: byMember('type', [
    [['gt', 'lt', 'eq', 'ne', 'gte', 'lte'], { properties: { params: params(1, 2) }, required: ['params'] }],
    [['within_range', 'outside_range'], { properties: { params: params(2, 2) }, required: ['params'] }],
  ]),
};

const classicCondition: Schema = {
  type: 'object',
  properties: {
    evaluator: classicEvaluator,
    operator: { type: ['object', 'null'], properties: { type: oneOf('and', 'or', 'logic-or', '') } },
    query: {
      type: 'object',
      properties: { params: { type: 'array', items: { type: 'string' }, minItems: 1 } },
      required: ['params'],
    },
    reducer: {
      type: 'object',
      properties: {
        type: oneOf(
          'avg',
          'sum',
          'min',
          'max',
          'count',
          'last',
          'median',
          'diff',
          'diff_abs',
          'percent_diff',
          'percent_diff_abs',
          'count_non_null',
        ),
        params: { type: ['array', 'null'] },
      },
      required: ['type'],
    },
    type: text,
  },
  required: ['evaluator', 'query', 'reducer'],
};

/** The required members of each kind of server-side expression. */
const EXPRESSIONS: readonly (readonly [types: readonly string[], model: Schema])[] = [
  [['math'], needs({ expression: { type: 'string', pattern: '\\S' } }, 'expression')],
  [
    ['reduce'],
    needs(
      {
        expression: { type: 'string', pattern: '\\S' },
        reducer: {
          type: 'string',
          pattern: `^(?:${['sum', 'mean', 'min', 'max', 'count', 'last', 'median'].map(anyCase).join('|')})$`,
          'x-form': 'sum, mean, min, max, count, last or median',
        },
        settings: {
          type: ['object', 'null'],
          properties: {
            mode: { enum: ['', 'dropNN', 'replaceNN', null], 'x-trap': 'for the strict mode leave the key out' },
            replaceWithValue: number,
          },
          if: { properties: { mode: { const: 'replaceNN' } }, required: ['mode'] },
          then: { required: ['replaceWithValue'] },
        },
      },
      'expression',
      'reducer',
    ),
  ],
  [
    ['resample'],
    needs(
      {
        expression: { type: 'string', pattern: '\\S' },
        window: { type: 'string', pattern: '\\S' },
        downsampler: oneOf('sum', 'mean', 'min', 'max', 'count', 'last'),
        upsampler: oneOf('pad', 'backfilling', 'fillna'),
      },
      'expression',
      'window',
      'downsampler',
      'upsampler',
    ),
  ],
  [
    ['threshold'],
    needs(
      {
        expression: { type: 'string', pattern: '\\S' },
        conditions: {
          type: 'array',
          minItems: 1,
          maxItems: 1,
          items: {
            type: 'object',
            properties: {
              evaluator: thresholdEvaluator,
              unloadEvaluator: since('recoveryThresholds', thresholdEvaluator),
              loadedDimensions: {},
            },
            required: ['evaluator'],
          },
        },
      },
      'expression',
      'conditions',
    ),
  ],
  [
    ['classic_conditions'],
    needs({ conditions: { type: 'array', minItems: 1, items: classicCondition } }, 'conditions'),
  ],
  [['sql'], needs({ expression: { type: 'string', pattern: '\\S' } }, 'expression')],
];

/** The model of a server-side expression. */
export const expression: Schema = {
  'x-outcome': 'every evaluation of the rule ends in an error',
  type: 'object',
  properties: {
    type: {
      enum: ['math', 'reduce', 'resample', 'threshold', 'classic_conditions', 'sql'],
      'x-values-since': { sql: 'sqlExpressions' },
    },
  },
  required: ['type'],
  allOf: byMember('type', EXPRESSIONS),
};

/** The model of a data source query: defined by its plugin, except for what Grafana itself reads. */
const model: Schema = {
  'x-outcome': 'every evaluation of the rule ends in an error',
  type: 'object',
  properties: {
    refId: text,
    queryType: { type: 'string', 'x-outcome': 'Grafana refuses to start' },
    intervalMs: { type: 'number', 'x-outcome': 'Grafana takes 1000 instead' },
    maxDataPoints: { type: 'number', 'x-outcome': 'Grafana takes 43200 instead' },
    hide: flag,
    datasource: { type: ['object', 'null'], properties: { type: plainText, uid: plainText } },
  },
  allOf: [
    ofPlugin(
      ['prometheus'],
      {
        expr: { type: 'string', pattern: '\\S' },
        instant: flag,
        range: flag,
        exemplar: flag,
        legendFormat: plainText,
        interval: plainText,
      },
      'expr',
    ),
    ofPlugin(
      ['loki'],
      {
        expr: { type: 'string', pattern: '\\S' },
        queryType: oneOf('range', 'instant'),
        legendFormat: plainText,
        maxLines: { type: ['integer', 'null'], 'x-trap': 'a quoted number fails the decoding of the query' },
      },
      'expr',
    ),
    ofPlugin(
      ['postgres', 'grafana-postgresql-datasource'],
      { rawSql: { type: 'string', pattern: '\\S' }, format: oneOf('time_series', 'table') },
      'rawSql',
    ),
    ofPlugin(
      ['grafana-clickhouse-datasource'],
      {
        rawSql: { type: 'string', pattern: '\\S' },
        format: { type: ['integer', 'null'], 'x-trap': 'the plugin decodes a number: 0 for series, 1 for a table' },
      },
      'rawSql',
    ),
  ],
};

/** One entry of a rule's `data`. */
export const alertQuery: Schema = {
  type: 'object',
  properties: {
    refId: someText,
    queryType: text,
    datasourceUid: someText,
    relativeTimeRange: {
      'x-checked': ['missing'],
      type: 'object',
      properties: { from: wholeSeconds, to: wholeSeconds },
      additionalProperties: false,
    },
    model: { type: 'object' },
  },
  required: ['refId', 'datasourceUid', 'model'],
  additionalProperties: false,
  if: { properties: { datasourceUid: { enum: ['__expr__', '-100', -100] } }, required: ['datasourceUid'] },
  then: { properties: { model: expression } },
  else: { properties: { model, relativeTimeRange: { 'x-checked': ['missing'] } }, required: ['relativeTimeRange'] },
};

function needs(properties: Readonly<Record<string, Schema>>, ...required: readonly string[]): Schema {
  return { properties, required };
}

function ofPlugin(
  types: readonly string[],
  properties: Readonly<Record<string, Schema>>,
  ...required: readonly string[]
): Schema {
  return {
    if: {
      properties: { datasource: { type: 'object', properties: { type: { enum: types } }, required: ['type'] } },
      required: ['datasource'],
    },
    then: { properties, required },
  };
}
