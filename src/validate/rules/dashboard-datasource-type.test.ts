import { expect, test } from 'vitest';

import { dashboards, datasources, panels, pointers } from '../../test/support/validated.ts';
import { dashboardDatasourceType } from './dashboard-datasource-type.ts';

const SOURCES = datasources(
  { name: 'Prom', uid: 'prom', type: 'prometheus' },
  { name: 'Pg', uid: 'pg', type: 'grafana-postgresql-datasource' },
);
const asking = (datasource: unknown, list: readonly unknown[] = []) => ({
  ...SOURCES,
  ...dashboards({
    'f/a.json': { uid: 'a', title: 'A', panels: [{ type: 'stat', targets: [{ datasource }] }], templating: { list } },
  }),
});
const WRONG = { type: 'loki', uid: 'prom' };
const AT = '/panels/0/targets/0/datasource/type';

test.each([
  ['its own type', asking({ type: 'prometheus', uid: 'prom' }), []],
  ['the old name of its type', asking({ type: 'postgres', uid: 'pg' }), []],
  ['another one', asking({ type: 'loki', uid: 'prom' }), [AT]],
  ['by its name', asking({ type: 'loki', uid: 'Prom' }), [AT]],
  [
    'the same at a panel and its query',
    {
      ...SOURCES,
      ...panels({ type: 'stat', datasource: WRONG, targets: [{ datasource: WRONG }] }),
    },
    ['/panels/0/datasource/type'],
  ],
  ['no type', asking({ uid: 'prom' }), []],
  ['a source of another folder', asking({ type: 'loki', uid: 'elsewhere' }), []],
  ['a source that every Grafana has', asking({ type: 'datasource', uid: '-- Mixed --' }), []],
  [
    'a variable',
    asking({ type: 'prometheus', uid: '${ds}' }, [{ name: 'ds', type: 'datasource', query: 'prometheus' }]),
    [],
  ],
  [
    'a variable of another type',
    asking({ type: 'loki', uid: '${ds}' }, [{ name: 'ds', type: 'datasource', query: 'prometheus' }]),
    [AT],
  ],
  ['a variable that does not exist', asking({ type: 'loki', uid: '$ds' }), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, dashboardDatasourceType)).toEqual(expected);
});
