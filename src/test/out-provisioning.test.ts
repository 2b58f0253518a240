import { expect, test } from 'vitest';

import { neededNames, notificationProblems, ruleProblems, secretProblems } from './support/alerting-checks.ts';
import { repeated } from './support/dashboard-checks.ts';
import { alertingOf, committedFolder, datasourcesOf, provisioningOf } from './support/out-folder.ts';

const folder = committedFolder();

test('every rule is one that Grafana takes, with its panel, its labels and its data sources', () => {
  expect(alertingOf(folder).groups.length).toBeGreaterThan(0);
  expect(ruleProblems(folder)).toEqual([]);
});

test('every policy leads to a contact point and to timings that exist', () => {
  expect(alertingOf(folder).policies.length).toBeGreaterThan(0);
  expect(notificationProblems(alertingOf(folder))).toEqual([]);
});

test('no two data sources share a uid or a name, and one of them is the default', () => {
  const sources = datasourcesOf(folder);
  expect(repeated(sources.map(({ uid }) => uid))).toEqual([]);
  expect(repeated(sources.map(({ name }) => name))).toEqual([]);
  expect(sources.filter(({ isDefault }) => isDefault)).toHaveLength(1);
});

test('one provider reads the directory that holds the dashboards', () => {
  const providers = provisioningOf(folder, 'dashboards').flatMap(
    ({ value }) => value['providers'] as { type: string; folder?: string; options: Record<string, unknown> }[],
  );
  expect(providers).toHaveLength(1);
  expect(providers[0]).toMatchObject({
    type: 'file',
    options: { path: '/var/lib/grafana/dashboards/purpleflea', foldersFromFilesStructure: true },
  });
  expect(providers[0]).not.toHaveProperty('folder');
  expect(
    [...folder.keys()].filter(
      (path) => path.startsWith('dashboards/') && !/^dashboards\/purpleflea\/[^/]+\/[^/]+\.json$/.test(path),
    ),
  ).toEqual([]);
});

test('no file holds what looks like a secret', () => {
  expect(secretProblems(folder)).toEqual([]);
});

test('env.example lists the variables that the provisioning files need, and no others', () => {
  const listed = [...(folder.get('env.example') ?? '').matchAll(/^(\w+)=/gm)].map(([, name]) => name);
  expect(listed).toEqual(neededNames(folder));
});
