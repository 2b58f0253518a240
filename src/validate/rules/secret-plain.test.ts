import { expect, test } from 'vitest';

import { alerting, datasources, diagnosticsOf, panels, pointers } from '../../test/support/validated.ts';
import { secretPlain } from './secret-plain.ts';

const slack = `https://hooks.${'slack.com'}/services/T00000000/B00000000/abcdefghijkl`;

test.each([
  ['a variable', datasources({ name: 'P', secureJsonData: { password: '$PG_PASSWORD' } }), []],
  [
    'a password',
    datasources({ name: 'P', secureJsonData: { password: 'hunter2' } }),
    ['/datasources/0/secureJsonData/password'],
  ],
  [
    'a password in the wrong place',
    datasources({ name: 'P', basicAuthPassword: 'hunter2' }),
    ['/datasources/0/basicAuthPassword'],
  ],
  [
    'settings that Grafana does not read',
    alerting({
      contactPoints: [
        {
          name: 'a',
          receivers: [
            {
              uid: 'a',
              type: 'webhook',
              settings: { url: 'https://example.com' },
              secureSettings: { password: 'hunter2' },
            },
          ],
        },
      ],
    }),
    ['/contactPoints/0/receivers/0/secureSettings/password'],
  ],
  ['a certificate, which is public', datasources({ name: 'P', secureJsonData: { tlsCACert: 'x' } }), []],
  [
    'the name of a tenant in a header',
    datasources({
      name: 'P',
      jsonData: { httpHeaderName1: 'X-Scope-OrgID' },
      secureJsonData: { httpHeaderValue1: 'team' },
    }),
    [],
  ],
  [
    'a token in a header',
    datasources({
      name: 'P',
      jsonData: { httpHeaderName1: 'Authorization' },
      secureJsonData: { httpHeaderValue1: 'Basic abc' },
    }),
    ['/datasources/0/secureJsonData/httpHeaderValue1'],
  ],
  ['a password in a URL', datasources({ name: 'P', url: 'https://me:hunter2@example.com' }), ['/datasources/0/url']],
  [
    'the key of a receiver',
    alerting({
      contactPoints: [{ name: 'a', receivers: [{ uid: 'a', type: 'pagerduty', settings: { integrationKey: 'abc' } }] }],
    }),
    ['/contactPoints/0/receivers/0/settings/integrationKey'],
  ],
  [
    'the URL of a webhook in its field, reported once',
    alerting({ contactPoints: [{ name: 'a', receivers: [{ uid: 'a', type: 'slack', settings: { url: slack } }] }] }),
    ['/contactPoints/0/receivers/0/settings/url'],
  ],
  [
    'the URL of a webhook anywhere',
    panels({ type: 'text', options: { content: `Tell ${slack}` } }),
    ['/panels/0/options/content'],
  ],
])('%s', (_name, files, expected) => {
  expect(pointers(files, secretPlain)).toEqual(expected);
});

test('no finding prints a secret, whichever rule quotes its line', () => {
  const key = '-----BEGIN PRIVATE KEY-----\nMIIEabcdef\n-----END PRIVATE KEY-----\n';
  const files = datasources({
    name: 'P',
    url: 'https://me:hunter2@example.com',
    secureJsonData: { password: 'hunter3', tlsClientKey: key },
  });
  const found = diagnosticsOf(files, [
    secretPlain,
    {
      ...secretPlain,
      id: 'x/y',
      folder: (folder, report) =>
        folder.datasources.forEach((place) =>
          report({ place, at: ['secureJsonData', 'password'], message: 'It is hunter3.' }),
        ),
    },
  ]);
  expect(found.length).toBeGreaterThan(3);
  expect(JSON.stringify(found)).not.toMatch(/hunter|MIIE/);
});
