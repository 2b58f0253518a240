import { expect, test } from 'vitest';

import { datasources, pointers } from '../../test/support/validated.ts';
import { datasourceConnection } from './datasource-connection.ts';

test.each([
  [
    'ClickHouse by host and port',
    datasources({ name: 'C', type: 'grafana-clickhouse-datasource', jsonData: { host: 'c', port: 8123 } }),
    [],
  ],
  [
    'ClickHouse by url',
    datasources({ name: 'C', type: 'grafana-clickhouse-datasource', url: 'http://c:8123', jsonData: {} }),
    ['/datasources/0/jsonData'],
  ],
  [
    'PostgreSQL with its database in jsonData',
    datasources({ name: 'P', type: 'postgres', jsonData: { database: 'd' } }),
    [],
  ],
  [
    'PostgreSQL with its database outside',
    datasources({ name: 'P', type: 'postgres', database: 'd' }),
    ['warning /datasources/0/database'],
  ],
  ['Prometheus', datasources({ name: 'P', type: 'prometheus', url: 'http://p' }), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, datasourceConnection)).toEqual(expected);
});
