import { expect, test } from 'vitest';

import { alerting, dashboards, diagnosticsOf, validated } from '../../test/support/validated.ts';
import { fileIgnored } from './file-ignored.ts';

test.each([
  ['a file that Grafana reads', 'alerting/b.yaml', []],
  ['a JSON file in alerting', 'alerting/b.json', []],
  ['a JSON file elsewhere', 'datasources/b.json', ['provisioning/datasources/b.json:: file/ignored']],
  ['a dashboard that no provider serves', 'dashboards/b.json', ['provisioning/dashboards/b.json:: file/ignored']],
  ['a sub-folder', 'alerting/team/b.yaml', ['provisioning/alerting/team/b.yaml:: file/ignored']],
  ['a file beside the folders', 'dashboards.yaml', ['provisioning/dashboards.yaml:: file/ignored']],
  ['a folder whose name is misspelt', 'alerts/b.yaml', ['provisioning/alerts/b.yaml:: file/ignored']],
  ['another one', 'datasource/b.yml', ['provisioning/datasource/b.yml:: file/ignored']],
  ['a folder of dashboards under such a name', 'dashboard/b.json', []],
  ["a folder of the user's own", 'scripts/b.yaml', []],
  ['a folder of the oldest Grafana', 'notifiers/b.yaml', []],
  ['a suffix in capitals', 'alerting/b.YAML', ['provisioning/alerting/b.YAML:: file/ignored']],
  ['a backup', 'alerting/b.yaml.bak', ['provisioning/alerting/b.yaml.bak:: file/ignored']],
  ['a note beside the files', 'alerting/README.md', []],
  ['a Kubernetes mount', 'alerting/..2026_11_24/b.yaml', []],
  ['Terraform', 'alerting/b.tf', ['provisioning/alerting/b.tf:: file/ignored']],
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

test('a disabled file is a note, a source for another program a warning', () => {
  const files = { 'provisioning/alerting/b.yaml.disabled': '{}', 'provisioning/alerting/c.jsonnet': '{}' };
  expect(diagnosticsOf({ ...alerting({}), ...files }, [fileIgnored]).map(({ severity }) => severity)).toEqual([
    'note',
    'warning',
  ]);
});

test('a dashboard that a provider does not read is reported', () => {
  const dashboard = JSON.stringify({ uid: 'x', schemaVersion: 39, panels: [] });
  const files = {
    'dashboards/f/x.yaml': dashboard,
    'dashboards/f/y.JSON': dashboard,
    'dashboards/f/values.yaml': 'a: 1',
  };
  expect(validated({ ...dashboards({}), ...files }, [fileIgnored])).toEqual([
    'dashboards/f/x.yaml:: file/ignored',
    'dashboards/f/y.JSON:: file/ignored',
  ]);
});
