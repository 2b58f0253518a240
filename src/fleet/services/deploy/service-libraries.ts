/** Libraries that only the services need, with the tested versions; optional peer dependencies of the package. */
export const serviceLibraries: Readonly<Record<string, string>> = {
  '@clickhouse/client': '^1.23.1',
  '@platformatic/kafka': '~1.35.0',
  fastify: '^5.12.8',
  'openapi-backend': '^5.20.1',
  pg: '^8.23.1',
  'prom-client': '^15.1.3',
};
