import { tenantIds, tenantOrg } from './tenant-schema.ts';

type Schema = Readonly<Record<string, unknown>>;

const text: Schema = { type: 'string', minLength: 1 };
const names: Schema = { type: 'array', items: text };
/** A label value that is also part of file names and uids. */
const name: Schema = { type: 'string', pattern: '^[a-z0-9](?:[a-z0-9-]{0,28}[a-z0-9])?$' };
const handle: Schema = { pattern: '^[A-Za-z][A-Za-z0-9_-]{0,30}$' };
const source: Schema = {
  type: 'object',
  required: ['type', 'facts'],
  properties: { type: text, facts: { type: 'object' } },
};

const alerting = {
  receivers: { type: 'object', additionalProperties: { type: ['object', 'array'] } },
  policies: { type: 'object' },
  routes: { type: 'object', additionalProperties: names },
  muteTimings: { type: 'object' },
  templates: { type: 'object', additionalProperties: text },
  teamAlerts: {
    type: 'object',
    additionalProperties: closed({
      routes: { type: 'object', additionalProperties: names },
      title: text,
      text,
    }),
  },
};
const datasources: Schema = { type: 'object', propertyNames: handle, additionalProperties: source };

const anywhere = {
  ...alerting,
  grafana: closed({ version: { type: 'string', pattern: '^\\d{1,2}\\.\\d{1,2}(\\.\\d+)?$' } }),
  // It is also the name of an output directory.
  folder: { type: 'string', pattern: '^[^/\\\\.\\p{Cc}][^/\\\\\\p{Cc}]*$' },
  orgId: { type: 'integer', minimum: 1 },
  uidPrefix: { type: 'string', pattern: '^[A-Za-z0-9_-]{0,20}$' },
  selector: {
    type: 'object',
    propertyNames: { pattern: '^[a-zA-Z_][a-zA-Z0-9_]*$' },
    additionalProperties: { type: 'string' },
  },
  datasources,
  settings: { type: 'object' },
  tenants: {
    type: 'object',
    propertyNames: tenantIds,
    additionalProperties: closed({
      ...alerting,
      ...tenantOrg,
      datasources,
      packs: { type: 'object', additionalProperties: closed({ options: { type: 'object' } }) },
    }),
  },
};

/** The JSON Schema of a project; how its facts depend on each other is checked when they are resolved. */
export const projectSchema: Schema = {
  required: ['name'],
  ...closed({
    ...anywhere,
    name,
    title: text,
    severities: names,
    teams: names,
    environments: {
      type: 'object',
      minProperties: 1,
      propertyNames: { pattern: '^(?!all$)[a-z0-9][a-z0-9-]{0,29}$' },
      additionalProperties: closed({
        ...anywhere,
        packs: {
          type: 'object',
          additionalProperties: closed({ options: { type: 'object' }, sources: { type: 'object' } }),
        },
      }),
    },
  }),
};

function closed(properties: Readonly<Record<string, unknown>>): Schema {
  return { type: 'object', properties, additionalProperties: false };
}
