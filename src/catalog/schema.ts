/** The JSON Schema of `catalog.json`: what `pf-grafana build` writes and `validate --catalog` reads. */
export const catalogSchema: Readonly<Record<string, unknown>> = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'catalog',
  description: 'The contents of the data sources of a provisioning folder. A missing part is not checked.',
  type: 'object',
  properties: {
    prometheus: { $ref: '#/definitions/prometheus' },
    postgres: { $ref: '#/definitions/database' },
    clickhouse: { $ref: '#/definitions/database' },
    mysql: { $ref: '#/definitions/database' },
    loki: { $ref: '#/definitions/loki' },
    events: byName('Kinds of events marked on dashboards.', { type: 'object' }),
    datasources: byName('The data source that each part describes.', {
      type: 'object',
      properties: { uid: { type: 'string' }, name: { type: 'string' } },
    }),
    sources: byName('The contents of each data source, by uid; queries to others are not checked.', {
      type: 'object',
      properties: {
        prometheus: { $ref: '#/definitions/prometheus' },
        postgres: { $ref: '#/definitions/database' },
        clickhouse: { $ref: '#/definitions/database' },
        mysql: { $ref: '#/definitions/database' },
        loki: { $ref: '#/definitions/loki' },
      },
      additionalProperties: false,
    }),
  },
  additionalProperties: false,
  definitions: {
    names: { type: 'array', items: { type: 'string' } },
    prometheus: {
      type: 'object',
      required: ['targetLabels', 'metrics'],
      properties: {
        targetLabels: { description: 'Labels that the scrape adds to every series.', $ref: '#/definitions/names' },
        metrics: byName('Metrics by name; a histogram by its base name.', {
          type: 'object',
          required: ['type', 'labels'],
          properties: {
            type: { enum: ['gauge', 'counter', 'histogram', 'summary', 'untyped'] },
            labels: { $ref: '#/definitions/names' },
            unit: { type: 'string' },
            help: { type: 'string' },
            buckets: {
              description: 'Upper bounds of the buckets of a classic histogram, without +Inf.',
              type: 'array',
              items: { type: 'number' },
            },
            startsAtZero: { description: 'A counter that is exported as 0 before its first event.', type: 'boolean' },
          },
        }),
        recorded: byName('Series written by recording rules.', {
          type: 'object',
          required: ['type'],
          properties: {
            type: { enum: ['gauge', 'buckets'] },
            labels: { $ref: '#/definitions/names' },
            help: { type: 'string' },
          },
        }),
      },
    },
    database: {
      type: 'object',
      required: ['tables'],
      properties: {
        tables: byName('Tables and views by name.', {
          type: 'object',
          required: ['columns'],
          properties: {
            help: { type: 'string' },
            columns: byName('Columns by name.', {
              type: 'object',
              required: ['type'],
              properties: {
                type: { type: 'string' },
                help: { type: 'string' },
                oneOf: { description: 'All possible values.', $ref: '#/definitions/names' },
              },
            }),
          },
        }),
      },
    },
    loki: {
      type: 'object',
      required: ['streamLabels'],
      properties: {
        streamLabels: byName('Labels that identify streams.', {
          type: 'object',
          properties: { values: { $ref: '#/definitions/names' }, help: { type: 'string' } },
        }),
        structuredMetadata: byName('Fields of a line that are not labels.', { type: 'object' }),
      },
    },
  },
};

function byName(description: string, schema: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return { description, type: 'object', additionalProperties: schema };
}
