import { expect, test } from 'vitest';

import { declared } from './declared.ts';

const sources: Readonly<Record<string, { readonly uid: string } | undefined>> = declared('The project', 'data source', {
  metrics: { uid: 'm' },
  logs: { uid: 'l' },
});

test('declared names are read as before', () => {
  expect(sources['metrics']).toEqual({ uid: 'm' });
  expect(JSON.stringify(sources)).toBe('{"metrics":{"uid":"m"},"logs":{"uid":"l"}}');
  expect(Object.keys({ ...sources })).toEqual(['metrics', 'logs']);
  expect('nope' in sources).toBe(false);
});

test.each([
  ['metricz', 'The project does not declare the data source "metricz". Did you mean "metrics"?'],
  ['orders', 'The project does not declare the data source "orders". It declares: metrics, logs.'],
])('%s is refused', (name, message) => expect(() => sources[name]).toThrow(message));

test('a name known elsewhere is undefined here', () => {
  const settings: Readonly<Record<string, unknown>> = declared('The project', 'setting', { a: 1 }, ['a', 'b']);
  expect(settings['b']).toBeUndefined();
  expect(() => settings['other']).toThrow('The project does not declare the setting "other". It declares: a, b.');
});
