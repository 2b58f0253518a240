import { expect, test } from 'vitest';

import { neededNames, notificationProblems, ruleProblems, secretProblems } from './support/alerting-checks.ts';
import { repeated } from './support/dashboard-checks.ts';
import { alertingOf, committedFolder, datasourcesOf, provisioningOf } from './support/out-folder.ts';

const folder = committedFolder();

test('Grafana accepts every rule, with its panel, labels and data sources', () => {
  expect(alertingOf(folder).groups.length).toBeGreaterThan(0);
  expect(ruleProblems(folder)).toEqual([]);
});

test('every policy refers to existing contact points and timings', () => {
  expect(alertingOf(folder).policies.length).toBeGreaterThan(0);
  expect(notificationProblems(alertingOf(folder))).toEqual([]);
});

test('no two data sources share a uid or a name, and one of them is the default', () => {
  const sources = datasourcesOf(folder);
  expect(repeated(sources.map(({ uid }) => uid))).toEqual([]);
  expect(repeated(sources.map(({ name }) => name))).toEqual([]);
  expect(sources.filter(({ isDefault }) => isDefault)).toHaveLength(1);
});

test('one provider reads the directory of the dashboards', () => {
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

test('no file contains anything that looks like a secret', () => {
  expect(secretProblems(folder)).toEqual([]);
});

test('env.example lists exactly the variables that the provisioning files need', () => {
  const listed = [...(folder.get('env.example') ?? '').matchAll(/^(\w+)=/gm)].map(([, name]) => name);
  expect(listed).toEqual(neededNames(folder));
});
