import { Ajv } from 'ajv';
import { expect, test } from 'vitest';

import { namedSchema, schemaKinds } from './named-schema.ts';

const kinds = schemaKinds.flatMap((group) => group.kinds);

test('every kind is listed once', () => {
  expect(kinds.filter((kind, index) => kinds.indexOf(kind) !== index)).toEqual([]);
  expect(kinds).toEqual(
    expect.arrayContaining([
      'datasources',
      'dashboards',
      'alerting',
      'plugins',
      'dashboard',
      'timeseries',
      'state-timeline',
      'prometheus',
      'grafana-clickhouse-datasource',
    ]),
  );
});

test.each(kinds)('%s has a schema that an editor can read', (kind) => {
  expect(() =>
    new Ajv({ strictSchema: true, strictTypes: false }).compile(namedSchema(kind, undefined) ?? {}),
  ).not.toThrow();
});

test.each([
  ['timeseries', { type: 'timeseries', options: { legend: { calcs: 5 } } }, '/options/legend/calcs'],
  [
    'timeseries',
    { type: 'timeseries', fieldConfig: { defaults: { custom: { drawStyle: 'x' } } } },
    '/fieldConfig/defaults/custom/drawStyle',
  ],
  ['loki', { expr: 5 }, '/expr'],
  ['dashboard', { title: 5 }, '/title'],
])('%s rejects %j', (kind, value, at) => {
  const validate = new Ajv({ strictTypes: false }).compile(namedSchema(kind, undefined) ?? {});
  expect(validate(value)).toBe(false);
  expect(validate.errors?.map(({ instancePath }) => instancePath)).toEqual([at]);
});

test('anything else has no schema', () => {
  expect(namedSchema('graph', undefined)).toBeUndefined();
  expect(namedSchema('constructor', undefined)).toBeUndefined();
});
