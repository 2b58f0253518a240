import { expect, test } from 'vitest';

import { dashboards, diagnosticsOf, panels, pointers } from '../../test/support/validated.ts';
import { targetLegend } from './target-legend.ts';

const legend = (legendFormat: string) => panels({ type: 'timeseries', targets: [{ refId: 'A', legendFormat }] });
const AT = '/panels/0/targets/0/legendFormat';

test.each([
  ['a label', legend('{{instance}} of {{ job }}'), []],
  ['the automatic legend', legend('__auto'), []],
  ['a label with dots', legend('{{http.status_code}}'), []],
  ['a label of the variable', legend('{{$label}}'), []],
  ['a variable', legend('${job}'), []],
  ['a label of an alert', legend('{{ $labels.instance }}'), [AT]],
  ['two of them', legend('{{$labels.job}}/{{ .Labels.instance }}'), [AT, AT]],
  ['a field of a template', legend('{{.instance}}'), [AT]],
  ['a value of an alert', legend('{{ $value }}'), [AT]],
  ['a function', legend('{{ instance | toUpper }}'), [AT]],
  ['an open brace', legend('{{instance}'), [AT]],
])('%s', (_name, files, expected) => {
  expect(pointers(files, targetLegend)).toEqual(expected);
});

test('suggests the label that was meant', () => {
  expect(diagnosticsOf(legend('{{ $labels.instance }}'), [targetLegend])[0]?.hint).toBe('Write {{instance}}.');
});

test('a dashboard with a variable of that name', () => {
  const files = dashboards({
    'f/a.json': {
      uid: 'a',
      title: 'A',
      templating: { list: [{ name: 'labels', type: 'custom' }] },
      panels: [{ type: 'timeseries', targets: [{ refId: 'A', legendFormat: '{{$labels}}' }] }],
    },
  });
  expect(pointers(files, targetLegend)).toEqual([]);
});
