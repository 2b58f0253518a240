import { namedSources } from '../define/named-source.ts';
import { tenantIds, tenantOrg } from './tenant-schema.ts';

type Schema = Readonly<Record<string, unknown>>;

const WEEKDAY = 'monday|tuesday|wednesday|thursday|friday|saturday|sunday';
const text: Schema = { type: 'string', minLength: 1 };
/** A reference as a config file writes it: `{ env: NAME }` or `{ file: path }`. */
const reference: Schema = {
  type: 'object',
  minProperties: 1,
  maxProperties: 1,
  properties: { env: { type: 'string', pattern: '^[A-Za-z_][A-Za-z0-9_]*$' }, file: { type: 'string', minLength: 1 } },
  additionalProperties: false,
};
const textOrReference: Schema = { if: { type: 'object' }, then: reference, else: text };
/** A secret is never plain text; the description marks it for the error message. */
const secret: Schema = { ...reference, description: 'secret' };

/** The URL of a webhook, without a password in it. */
const openUrl: Schema = {
  if: { type: 'object' },
  then: reference,
  else: { type: 'string', pattern: '^https?://[^@/]+(/|$)' },
};

/** The data of a rule; its behaviour is in functions. */
const teamRule: Schema = {
  type: 'object',
  required: ['id', 'severity', 'description', 'why', 'bad', 'good'],
  properties: {
    id: { type: 'string', pattern: '^[a-z][a-z0-9-]*/[a-z][a-z0-9-]*$' },
    severity: { enum: ['error', 'warning', 'note'] },
    description: text,
    why: text,
    bad: text,
    good: text,
  },
};

const source = {
  uid: { type: 'string', pattern: '^[A-Za-z0-9_-]{1,40}$' },
  name: text,
  provision: { type: 'boolean' },
};
const http = {
  url: openUrl,
  basicAuth: closed({ user: textOrReference, password: secret }, ['user', 'password']),
  headers: { type: 'object', additionalProperties: textOrReference },
};
/** Keys of each kind of data source besides its identity. */
const connections = {
  postgres: {
    url: textOrReference,
    database: text,
    user: textOrReference,
    password: secret,
    sslmode: { enum: ['disable', 'require', 'verify-ca', 'verify-full'] },
    version: { type: 'integer', minimum: 900 },
  },
  prometheus: {
    ...http,
    scrapeInterval: { type: 'string', pattern: '^[0-9]+(ms|s|m)$' },
    flavour: { enum: ['Prometheus', 'Mimir', 'Cortex', 'Thanos'] },
    version: text,
  },
  loki: http,
  clickhouse: {
    host: { type: 'string', pattern: '^[^/:]+$' },
    port: { type: 'integer', minimum: 1, maximum: 65_535 },
    protocol: { enum: ['http', 'native'] },
    secure: { type: 'boolean' },
    database: { type: 'string', pattern: '^[A-Za-z_][A-Za-z0-9_]*$' },
    user: text,
    password: secret,
  },
  tempo: http,
};

/** Data source keys whose values are checked; any other key is passed to Grafana unchecked. */
const sourceKeys: Readonly<Record<string, Schema>> = {
  ...http,
  password: secret,
  token: secret,
  accessKey: secret,
  secretKey: secret,
  clientSecret: secret,
  secureJsonData: { type: 'object', additionalProperties: secret },
  user: textOrReference,
  database: text,
  index: text,
  region: text,
  project: text,
  host: connections.clickhouse.host,
  port: connections.clickhouse.port,
  protocol: connections.clickhouse.protocol,
};
/** Keys of a data source of any other type. */
const rawSource = {
  url: textOrReference,
  user: textOrReference,
  database: text,
  basicAuth: http.basicAuth,
  headers: http.headers,
  withCredentials: { type: 'boolean' },
  isDefault: { type: 'boolean' },
  jsonData: { type: 'object' },
  secureJsonData: sourceKeys['secureJsonData'],
};

/** Notification settings, of the project or of one tenant. */
const alertingKeys = {
  receivers: definition('receivers'),
  routes: definition('routes'),
  teams: definition('teams'),
  muteTimings: definition('muteTimings'),
  policies: { type: 'boolean' },
};

/** A label value that is also part of file names and uids. */
const projectName: Schema = { type: 'string', pattern: '^[a-z0-9](?:[a-z0-9-]{0,28}[a-z0-9])?$' };

/** A pack by name; a pack made in TypeScript is a value and checked by its own schema. */
const pack: Schema = {
  if: { required: ['kind'] },
  else: closed(
    {
      use: text,
      options: { type: 'object' },
      omit: { type: 'array', items: text },
      override: { type: 'object', additionalProperties: { type: 'object' } },
      sources: { type: 'object', additionalProperties: text },
      severities: { type: 'object', additionalProperties: text },
      teams: { type: 'object', additionalProperties: text },
      uidPrefix: { type: 'string', pattern: '^[A-Za-z0-9_-]{0,20}$' },
      folder: text,
    },
    ['use'],
  ),
};

/** The JSON Schema of a configuration. Definitions are functions, so only their number is checked. */
export function configSchema(): Schema {
  return {
    definitions: definitions(),
    ...closed({
      ...environmentKeys(),
      name: projectName,
      title: text,
      packs: { type: 'array', items: pack },
      // The name is an output folder, and "all" selects every environment.
      environments: {
        type: 'object',
        minProperties: 1,
        propertyNames: { pattern: '^(?!all$)[a-z0-9][a-z0-9-]{0,29}$' },
        additionalProperties: definition('environment'),
      },
      validate: closed({
        datasources: {
          type: 'array',
          items: { anyOf: [text, closed({ uid: text, type: text, flavour: { enum: ['VictoriaMetrics'] } }, ['uid'])] },
        },
        receivers: { type: 'array', items: text },
        rules: { type: 'array', items: teamRule },
        suppress: {
          type: 'array',
          items: closed(
            {
              rule: text,
              file: text,
              pointer: { type: 'string', pattern: '^/' },
              reason: text,
              until: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' },
            },
            ['rule', 'reason'],
          ),
        },
      }),
      dashboards: { type: 'array' },
      ruleGroups: { type: 'array' },
      notifications: { type: 'array' },
    }),
  };
}

/** Schemas used in several places (configuration, environments, tenants), so that each is compiled only once. */
function definitions(): Readonly<Record<string, Schema>> {
  return {
    receivers: { type: 'object', propertyNames: { pattern: '^[a-z0-9-]{1,30}$' }, additionalProperties: receiver() },
    routes: { type: 'object', additionalProperties: { type: 'array', items: text } },
    teams: { type: 'object', additionalProperties: definition('routes') },
    muteTimings: {
      type: 'object',
      additionalProperties: closed(
        {
          severities: { type: 'array', items: { enum: ['warning', 'info'] }, minItems: 1 },
          weekdays: {
            type: 'array',
            minItems: 1,
            items: { type: 'string', pattern: `^(${WEEKDAY})(:(${WEEKDAY}))?$` },
          },
          times: { type: 'array', minItems: 1, items: closed({ from: clock(), to: clock() }, ['from', 'to']) },
          location: { type: 'string', enum: [...Intl.supportedValuesOf('timeZone'), 'UTC'] },
        },
        ['severities', 'times'],
      ),
    },
    datasources: {
      type: 'object',
      propertyNames: { pattern: '^[A-Za-z][A-Za-z0-9_-]{0,30}$' },
      properties: Object.fromEntries(
        Object.entries(connections).map(([name, keys]) => [
          name,
          { if: { required: ['type'] }, then: definition('source'), else: closed({ ...source, ...keys }) },
        ]),
      ),
      // An entry without a type is checked later, against the handles of packs.
      additionalProperties: { if: { required: ['type'] }, then: definition('source') },
    },
    source: anySource(),
    tenantDatasources: closed(
      Object.fromEntries(Object.entries(connections).map(([name, keys]) => [name, closed(keys)])),
    ),
    tenants: tenants(),
    environment: closed({ ...environmentKeys(), packs: packsByName(['options', 'sources']) }),
  };
}

function tenants(): Schema {
  const tenant = closed({
    ...tenantOrg,
    datasources: definition('tenantDatasources'),
    ...alertingKeys,
    packs: packsByName(['options']),
  });
  return { type: 'object', propertyNames: tenantIds, additionalProperties: tenant };
}

/** The keys that an environment may set. */
function environmentKeys(): Schema {
  return {
    grafana: closed({ version: { type: 'string', pattern: '^\\d{1,2}\\.\\d{1,2}(\\.\\d+)?$' } }),
    // It is also the name of an output directory.
    folder: { type: 'string', pattern: '^[^/\\\\.\\p{Cc}][^/\\\\\\p{Cc}]*$' },
    orgId: { type: 'integer', minimum: 1 },
    uidPrefix: { type: 'string', pattern: '^[A-Za-z0-9_-]{0,20}$' },
    datasources: definition('datasources'),
    selector: {
      type: 'object',
      propertyNames: { pattern: '^[a-zA-Z_][a-zA-Z0-9_]*$' },
      additionalProperties: { type: 'string' },
    },
    ...alertingKeys,
    tenants: definition('tenants'),
  };
}

function definition(name: string): Schema {
  return { $ref: `#/definitions/${name}` };
}

/** Some keys of packs, by the names of the packs. */
function packsByName(keys: readonly ('options' | 'sources')[]): Schema {
  return {
    type: 'object',
    additionalProperties: closed(Object.fromEntries(keys.map((key) => [key, { type: 'object' }]))),
  };
}

/** A data source with its type, or keys of one that a pack brings; a TypeScript value is already typed. */
function anySource(): Schema {
  const named = Object.entries(namedSources).map(([type, { keys, required }]) => ({
    if: { properties: { type: { const: type } }, required: ['type'], not: { required: ['facts'] } },
    then: {
      ...closed({
        ...source,
        type: {},
        isDefault: { type: 'boolean' },
        jsonData: { type: 'object' },
        ...Object.fromEntries(keys.map((key) => [key, sourceKeys[key] ?? {}])),
        // `host:port` for a database, a URL for anything else.
        ...(keys.includes('url') && required.includes('database') ? { url: textOrReference } : {}),
      }),
      // An existing data source is known only by its uid.
      if: { properties: { provision: { const: false } }, required: ['provision'] },
      then: { required: ['uid'] },
      else: { required },
    },
  }));
  return {
    type: 'object',
    allOf: [
      ...named,
      {
        if: { required: ['type'], properties: { type: { enum: Object.keys(namedSources) } } },
        else: { if: { not: { required: ['facts'] } }, then: closed({ ...source, type: text, ...rawSource }) },
      },
    ],
  };
}

function receiver(): Schema {
  const kinds: Record<string, { properties: Record<string, Schema>; required: string[] }> = {
    slack: {
      properties: {
        url: secret,
        token: secret,
        channel: textOrReference,
        mentionChannel: { enum: ['here', 'channel'] },
      },
      required: [],
    },
    pagerduty: { properties: { integrationKey: secret }, required: ['integrationKey'] },
    email: { properties: { addresses: textOrReference, singleEmail: { type: 'boolean' } }, required: ['addresses'] },
    webhook: {
      properties: { url: openUrl, authorization: secret, maxAlerts: { type: 'integer', minimum: 0 } },
      required: ['url'],
    },
  };
  return {
    type: 'object',
    required: ['type'],
    // A receiver in Grafana's own format may be of any type; the schema of the type checks the built file.
    if: { required: ['settings'] },
    then: closed({ type: text, settings: { type: 'object' }, disableResolveMessage: { type: 'boolean' } }, ['type']),
    else: {
      properties: { type: { enum: Object.keys(kinds) } },
      allOf: Object.entries(kinds).map(([type, { properties, required }]) => ({
        if: { properties: { type: { const: type } }, required: ['type'] },
        then: closed({ type: {}, ...properties }, required),
      })),
    },
  };
}

function clock(): Schema {
  return { type: 'string', pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$' };
}

function closed(properties: Readonly<Record<string, unknown>>, required: readonly string[] = []): Schema {
  return { type: 'object', properties, required, additionalProperties: false };
}
