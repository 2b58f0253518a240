import { expect, test } from 'vitest';

import { alerting, dashboards, diagnosticsOf, validated } from '../../test/support/validated.ts';
import { fileIgnored } from './file-ignored.ts';

test.each([
  ['a file that Grafana reads', 'alerting/b.yaml', []],
  ['a JSON file of alerting', 'alerting/b.json', []],
  ['a JSON file elsewhere', 'datasources/b.json', ['provisioning/datasources/b.json:: file/ignored']],
  ['a dashboard that no provider serves', 'dashboards/b.json', ['provisioning/dashboards/b.json:: file/ignored']],
  ['a sub-folder', 'alerting/team/b.yaml', ['provisioning/alerting/team/b.yaml:: file/ignored']],
  ['a file beside the folders', 'dashboards.yaml', ['provisioning/dashboards.yaml:: file/ignored']],
  ['a suffix in capitals', 'alerting/b.YAML', ['provisioning/alerting/b.YAML:: file/ignored']],
  ['a backup', 'alerting/b.yaml.bak', ['provisioning/alerting/b.yaml.bak:: file/ignored']],
  ['a note beside the files', 'alerting/README.md', []],
])('%s', (_name, path, expected) => {
  expect(validated({ ...alerting({}), [`provisioning/${path}`]: '{}' }, [fileIgnored])).toEqual(expected);
});

test('a dashboard among the provider files is read where a provider serves that folder', () => {
  const files = dashboards({}, { options: { path: '/etc/grafana/provisioning/dashboards' } });
  expect(
    validated({ ...files, 'provisioning/dashboards/cpu.json': '{}', 'provisioning/alerting/x/cpu.json': '{}' }, [
      fileIgnored,
    ]),
  ).toEqual(['provisioning/alerting/x/cpu.json:: file/ignored']);
});

test('a file beside the folders may be mounted into its own', () => {
  expect(
    diagnosticsOf({ ...alerting({}), 'provisioning/dashboards.yaml': '{}', 'provisioning/alerting/x/b.yaml': '{}' }, [
      fileIgnored,
    ]).map(({ severity }) => severity),
  ).toEqual(['error', 'warning']);
});
