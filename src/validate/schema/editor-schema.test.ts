import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

import { Ajv, type ValidateFunction } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

import { REPOSITORY } from '../../test/support/out-folder.ts';
import type { ProvisioningKind } from '../../grafana/schemas/index.ts';
import { NEWEST } from '../../grafana/release.ts';
import { editorSchema } from './editor-schema.ts';

const compiled = new Map<string, ValidateFunction>();

/** Compiles a schema as an editor does: without keywords that draft-07 does not have. */
function errorsOf(schema: object, value: unknown): string[] {
  const text = JSON.stringify(schema);
  const validate =
    compiled.get(text) ?? new Ajv({ allErrors: true, strictSchema: true, strictTypes: false }).compile(schema);
  compiled.set(text, validate);
  return validate(value)
    ? []
    : (validate.errors ?? [])
        .filter(({ keyword }) => keyword !== 'if')
        .map(({ instancePath, keyword }) => `${instancePath} ${keyword}`);
}

const files = readdirSync(join(REPOSITORY, 'out/provisioning'), { recursive: true, withFileTypes: true })
  // An empty file has no schema to match.
  .filter((entry) => entry.name.endsWith('.yaml') && entry.name !== 'none.yaml')
  .map((entry) => relative(REPOSITORY, join(entry.parentPath, entry.name)));

test('files are found', () => {
  expect(files.length).toBeGreaterThan(5);
});

test.each(files)('%s matches the schema that its first line names', (file) => {
  const text = readFileSync(join(REPOSITORY, file), 'utf8');
  const [, path = ''] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(text) ?? [];
  expect(path).toMatch(/^\.\.\/\.\.\/schemas\/\w+\.json$/);
  expect(
    errorsOf(JSON.parse(readFileSync(join(REPOSITORY, dirname(file), path), 'utf8')) as object, parse(text)),
  ).toEqual([]);
});

const OLD = { major: 10, minor: 1 };
const rule = (more: object) => ({
  groups: [
    {
      name: 'g',
      folder: 'f',
      interval: '1m',
      rules: [
        {
          uid: 'a',
          title: 'A',
          condition: 'A',
          for: '1m',
          data: [{ refId: 'A', datasourceUid: 'p', relativeTimeRange: { from: 60, to: 0 }, model: {} }],
          ...more,
        },
      ],
    },
  ],
});

describe('an editor', () => {
  test.each<[string, ProvisioningKind, object, string[], typeof OLD | undefined]>([
    [
      'accepts variables where Grafana expands them',
      'alerting',
      rule({ isPaused: '$P', panelId: '${ID}', noDataState: '$S', for: '$FOR' }),
      [],
      undefined,
    ],
    [
      'rejects a wrong boolean',
      'alerting',
      rule({ isPaused: 'yes' }),
      ['/groups/0/rules/0/isPaused pattern'],
      undefined,
    ],
    [
      'accepts none where Grafana keeps the text',
      'alerting',
      rule({ data: [{ refId: 'A', datasourceUid: 'p', relativeTimeRange: { from: '$F', to: 0 }, model: {} }] }),
      ['/groups/0/rules/0/data/0/relativeTimeRange/from type'],
      undefined,
    ],
    ['knows the newest keys', 'alerting', rule({ keepFiringFor: '1m' }), [], undefined],
    [
      'does not know them for an older release',
      'alerting',
      rule({ keepFiringFor: '1m' }),
      ['/groups/0/rules/0 additionalProperties'],
      OLD,
    ],
    [
      'does not offer newer values either',
      'alerting',
      rule({ noDataState: 'KeepLast' }),
      [
        '/groups/0/rules/0/noDataState enum',
        '/groups/0/rules/0/noDataState pattern',
        '/groups/0/rules/0/noDataState anyOf',
      ],
      OLD,
    ],
    [
      'requires a key that an older release needs',
      'alerting',
      rule({ for: undefined }),
      ['/groups/0/rules/0 required'],
      OLD,
    ],
    [
      'knows settings by the type of a receiver',
      'alerting',
      { contactPoints: [{ name: 'c', receivers: [{ uid: 'r', type: 'email', settings: { url: 'x' } }] }] },
      ['/contactPoints/0/receivers/0/settings required', '/contactPoints/0/receivers/0/settings additionalProperties'],
      undefined,
    ],
    [
      'accepts a secret from the environment',
      'alerting',
      { contactPoints: [{ name: 'c', receivers: [{ uid: 'r', type: 'slack', settings: { url: '$URL' } }] }] },
      [],
      undefined,
    ],
    [
      'checks routes below routes',
      'alerting',
      { policies: [{ receiver: 'a', routes: [{ receiver: 'b', routes: [{ group_wait: 5 }] }] }] },
      ['/policies/0/routes/0/routes/0 required', '/policies/0/routes/0/routes/0/group_wait type'],
      undefined,
    ],
    [
      'knows settings by the type of a data source',
      'datasources',
      { apiVersion: 1, datasources: [{ name: 'd', type: 'postgres', jsonData: { maxOpenConns: '5' } }] },
      ['/datasources/0/jsonData/maxOpenConns pattern'],
      undefined,
    ],
    [
      'accepts a number from the environment',
      'datasources',
      {
        apiVersion: 1,
        datasources: [{ name: 'd', type: 'postgres', jsonData: { maxOpenConns: '$N' }, isDefault: '$D' }],
      },
      [],
      undefined,
    ],
    [
      'allows a plugin its own settings',
      'datasources',
      { apiVersion: 1, datasources: [{ name: 'd', type: 'loki', jsonData: { more: 1 } }] },
      [],
      undefined,
    ],
    [
      'knows providers',
      'dashboards',
      { apiVersion: 1, providers: [{ name: '$P', options: { path: '/p', foldersFromFilesStructure: '$F' } }] },
      [],
      undefined,
    ],
    [
      'knows plugins',
      'plugins',
      { apps: [{ type: 'acme', disabled: '$D', orgId: 1 }] },
      ['/apps/0 additionalProperties'],
      undefined,
    ],
  ])('%s', (_name, kind, value, expected, target = NEWEST) => {
    expect(errorsOf(editorSchema(kind, target), JSON.parse(JSON.stringify(value)))).toEqual(expected);
  });
});
