import type { JsonObject } from '../../folder/json.ts';

const TEXT = { type: 'string' };
const DURATION = { type: 'string', pattern: String.raw`^(?:0|(?:\d+(?:ms|[smhdwy]))+)$` };
const MOMENT = { type: 'string', format: 'date-time' };
const NUMBER = { type: ['number', 'null'] };
const SCALAR = { type: ['string', 'number', 'boolean', 'null'] };
const NAMES = { type: 'array', items: TEXT };
const LABELS = mapOf(TEXT);
const ROWS = { type: 'array', items: mapOf(SCALAR) };
const FRAMES = {
  anyOf: [ROWS, { const: 'series' }, object({ error: TEXT }, ['error'])],
};
const OUTAGE = { type: 'string', pattern: String.raw`^(?:(?:down|unreachable) \S+?\.\.\S*(?:, ?|$))+$` };

const INSTANCE = object({
  state: { enum: ['Normal', 'Pending', 'Alerting', 'Recovering', 'NoData', 'Error'] },
  reason: TEXT,
  labels: LABELS,
  annotations: LABELS,
  values: mapOf(NUMBER),
  receivers: NAMES,
});
const MESSAGE = object({
  receiver: TEXT,
  type: TEXT,
  status: { enum: ['firing', 'resolved'] },
  firing: { type: 'number' },
  resolved: { type: 'number' },
  labels: LABELS,
  title: TEXT,
  text: TEXT,
  contains: NAMES,
  payload: {},
});
/** Keys of a test, or of the file for all its tests. */
const SHARED = { interval: DURATION, rule_files: NAMES, evaluation_interval: DURATION, start: MOMENT };
const ALERT_TEST = {
  ...object(
    {
      name: TEXT,
      rule: TEXT,
      series: mapOf(TEXT),
      ...SHARED,
      from: DURATION,
      frames: mapOf({ anyOf: [ROWS, mapOf(FRAMES)] }),
      sources: mapOf(OUTAGE),
      external_url: { type: 'string', format: 'uri' },
      expect: mapOf({ type: 'array', items: INSTANCE }),
      messages: mapOf({ type: 'array', items: MESSAGE }),
    },
    ['name', 'rule'],
  ),
  anyOf: [{ required: ['expect'] }, { required: ['messages'] }],
};
const ROUTE_TEST = {
  ...object(
    {
      name: TEXT,
      labels: LABELS,
      reaches: NAMES,
      reaches_only: NAMES,
      reaches_not: NAMES,
      at: MOMENT,
      org: { type: 'number' },
    },
    ['labels'],
  ),
  anyOf: ['reaches', 'reaches_only', 'reaches_not'].map((key) => ({ required: [key] })),
};

/** The JSON Schema of a file with alert tests, for editors. */
export const alertTestsSchema: JsonObject = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Alert tests of pf-grafana',
  ...object({
    tests: { type: 'array', items: ALERT_TEST },
    routes: { type: 'array', items: ROUTE_TEST },
    ...SHARED,
  }),
  anyOf: [{ required: ['tests'] }, { required: ['routes'] }],
};

function object(properties: JsonObject, required: readonly string[] = []): JsonObject {
  return { type: 'object', properties, required, additionalProperties: false };
}

function mapOf(values: JsonObject): JsonObject {
  return { type: 'object', additionalProperties: values };
}
