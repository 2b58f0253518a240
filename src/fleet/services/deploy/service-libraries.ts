/** Libraries that only the services need, with the versions they are tested with: the optional peers of the package. */
export const serviceLibraries: Readonly<Record<string, string>> = {
  '@clickhouse/client': '^1.23.1',
  '@platformatic/kafka': '~1.35.0',
  fastify: '^5.12.8',
  'openapi-backend': '^5.20.1',
  pg: '^8.23.1',
  'prom-client': '^15.1.3',
};
