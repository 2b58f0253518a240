import { expect, test } from 'vitest';

import { datasources, pointers } from '../../test/support/validated.ts';
import { datasourceCorrelation } from './datasource-correlation.ts';

const config = { field: 'message', target: { expr: 'up' } };
const source = (...correlations: readonly unknown[]) =>
  datasources(
    { name: 'Loki', uid: 'loki', type: 'loki', correlations },
    { name: 'Prom', uid: 'prom', type: 'prometheus' },
  );
const AT = '/datasources/0/correlations/0';

test.each([
  ['a source of the folder', source({ targetUID: 'prom', config }), []],
  ['a source that does not exist', source({ targetUID: 'nowhere', config }), [`${AT}/targetUID`]],
  ['a source by its name', source({ targetUID: 'Prom', config }), [`${AT}/targetUID`]],
  ['none', source({ config }), [AT]],
  ['a URL', source({ type: 'external', config: { target: { url: 'https://x.example.com' } } }), []],
  ['a variable', source({ targetUID: '$PROM', config }), []],
  ['the old place of a type', source({ targetUID: 'prom', config: { ...config, type: 'query' } }), []],
  ['another type there', source({ targetUID: 'prom', config: { ...config, type: 'external' } }), [`${AT}/config/type`]],
  [
    'steps',
    source({
      targetUID: 'prom',
      config: { ...config, transformations: [{ type: 'logfmt' }, { type: 'regex', expression: 'a' }] },
    }),
    [],
  ],
  [
    'steps that Grafana rejects',
    source({ targetUID: 'prom', config: { ...config, transformations: [{ type: 'json' }, { type: 'regex' }] } }),
    [`${AT}/config/transformations/0`, `${AT}/config/transformations/1`],
  ],
  [
    'a dollar sign that the expansion removes',
    source({ targetUID: 'prom', config: { field: 'message', target: { expr: 'up{host="${host}"}' } } }),
    [`${AT}/config/target/expr`],
  ],
  [
    'the name of a step in upper case',
    source({
      targetUID: 'prom',
      config: {
        field: 'message',
        target: { expr: 'up{host="$HOST"}' },
        transformations: [{ type: 'regex', expression: 'a', mapValue: 'HOST' }],
      },
    }),
    [`${AT}/config/target/expr`],
  ],
  ['two dollars', source({ targetUID: 'prom', config: { target: { expr: 'up{host="$${host}"}' } } }), []],
  ['an environment variable', source({ targetUID: 'prom', config: { target: { url: '$GRAFANA_URL/x' } } }), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, datasourceCorrelation)).toEqual(expected);
});

test('an error as well when the folder provisions no source with a uid', () => {
  const files = datasources({ name: 'Loki', type: 'loki', correlations: [{ targetUID: 'prom', config }] });
  expect(pointers(files, datasourceCorrelation)).toEqual([`${AT}/targetUID`]);
});
