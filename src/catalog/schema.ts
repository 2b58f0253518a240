/** The JSON Schema of `catalog.json`: what `pf-grafana build` writes and `validate --catalog` reads. */
export const catalogSchema: Readonly<Record<string, unknown>> = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'catalog',
  description: 'What the data sources of a provisioning folder hold. A part that is absent is not checked.',
  type: 'object',
  properties: {
    prometheus: { $ref: '#/definitions/prometheus' },
    postgres: { $ref: '#/definitions/database' },
    clickhouse: { $ref: '#/definitions/database' },
    mysql: { $ref: '#/definitions/database' },
    loki: { $ref: '#/definitions/loki' },
    events: byName('Kinds of events that dashboards mark.', { type: 'object' }),
    datasources: byName('The data source that each part describes.', {
      type: 'object',
      properties: { uid: { type: 'string' }, name: { type: 'string' } },
    }),
    sources: byName('What each data source holds, by uid; a query of another one is not checked.', {
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
        metrics: byName('By name, a histogram by its base name.', {
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
        recorded: byName('Series that recording rules make.', {
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
                oneOf: { description: 'All values there are.', $ref: '#/definitions/names' },
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
        streamLabels: byName('Labels that make streams.', {
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
