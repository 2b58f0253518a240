import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { pfGrafana, project } from './run-cli.ts';

// One secret of each form, in each position of a folder, through every command that reads it.

const PASSWORD = 'hunter2-Xy9';
const SECRETS = {
  address: `http://me:${PASSWORD}@metrics:9090`,
  token: `https://runbooks.example/a?token=${PASSWORD}`,
  header: `Bearer ${PASSWORD}`,
  connection: `host=pg user=me password=${PASSWORD} dbname=x`,
  pem: `-----BEGIN PRIVATE KEY-----\n${PASSWORD}\n-----END PRIVATE KEY-----\n`,
};

function folderOf(suffix: string): Record<string, string> {
  const board = {
    uid: 'b',
    title: 'B',
    schemaVersion: 41,
    links: [{ title: suffix, type: 'link', url: SECRETS.token }],
    panels: [
      {
        id: 1,
        type: 'text',
        title: 'T',
        description: `See ${SECRETS.token}`,
        gridPos: { x: 0, y: 0, w: 24, h: 4 },
        options: { content: `${SECRETS.address} ${SECRETS.connection} ${suffix}` },
      },
    ],
  };
  const sources = [
    {
      name: 'M',
      uid: 'm',
      type: 'prometheus',
      access: 'proxy',
      url: `${SECRETS.address}${suffix}`,
      jsonData: {
        httpHeaderName1: 'X-Api-Key',
        connection: `${SECRETS.connection}${suffix}`,
        password: PASSWORD + suffix,
      },
      secureJsonData: { httpHeaderValue1: SECRETS.header + suffix, tlsClientKey: SECRETS.pem + suffix },
    },
  ];
  const points = [
    {
      name: 'hook',
      receivers: [
        {
          uid: 'h',
          type: 'webhook',
          settings: { url: SECRETS.token + suffix, headers: { Authorization: SECRETS.header + suffix } },
        },
      ],
    },
  ];
  return {
    'provisioning/datasources/d.yaml': JSON.stringify({ apiVersion: 1, datasources: sources }, undefined, 1),
    'provisioning/alerting/p.yaml': JSON.stringify({ apiVersion: 1, contactPoints: points }, undefined, 1),
    'provisioning/dashboards/b.json': JSON.stringify(board, undefined, 1),
    'provisioning/dashboards/p.yaml':
      'apiVersion: 1\nproviders:\n  - {name: a, type: file, options: {path: /etc/grafana/provisioning/dashboards}}\n',
  };
}

function written(suffix: string, root: string): void {
  for (const [path, text] of Object.entries(folderOf(suffix))) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

test('no command prints a secret in a folder', () => {
  const folder = project();
  written('', join(folder, 'before'));
  written('-new', join(folder, 'after'));
  cpSync(join(folder, 'after'), join(folder, 'again'), { recursive: true });
  const lines: (readonly string[])[] = [
    ...['pretty', 'json', 'github', 'sarif', 'junit'].map((format) => [
      'validate',
      'after',
      '--no-config',
      '--format',
      format,
    ]),
    ...['pretty', 'json', 'md'].map((format) => ['diff', 'after', '--base', 'before', '--format', format]),
    ['query', 'after'],
    ['list', '--config', 'nothing.ts'],
    ['test', 'after'],
  ];
  for (const argv of lines) {
    const { code, stdout, stderr } = pfGrafana(folder, ...argv);
    expect([argv.join(' '), (code ?? 3) < 3]).toEqual([argv.join(' '), true]);
    expect([argv.join(' '), stdout.includes(PASSWORD), stderr.includes(PASSWORD)]).toEqual([
      argv.join(' '),
      false,
      false,
    ]);
  }
  const { stdout } = pfGrafana(folder, 'validate', 'after', '--no-config', '--format', 'json');
  const pointers = JSON.parse(stdout) as { diagnostics?: unknown[] } | unknown[];
  expect(JSON.stringify(pointers)).toContain('secret/plain');
});

test('a build refuses secrets in URLs of its configuration, and does not print them', () => {
  const config = (url: string, name: string) => `import { defineProject, prometheus } from 'pf-grafana';
export default defineProject({ name: 'payments', datasources: { m: prometheus({ uid: 'm', ${name}: ${JSON.stringify(url)} }) } }).build({});
`;
  for (const url of [SECRETS.address, `me:${PASSWORD}@metrics:9090`, SECRETS.token]) {
    const folder = project({ 'pf-grafana.config.mjs': config(url, 'url') });
    const { code, stdout, stderr } = pfGrafana(folder, 'build');
    expect([url, code, stderr.includes('secret/plain')]).toEqual([url, 1, true]);
    expect(`${stdout}${stderr}`).not.toContain(PASSWORD);
  }
});

test('an error of a configuration is printed without secrets, recognised by form or as environment variables', () => {
  const folder = project({
    'pf-grafana.config.mjs': `throw new Error('no answer of ${SECRETS.address} with ' + process.env.MY_API_TOKEN);`,
  });
  const { code, stderr } = pfGrafana({ cwd: folder, env: { MY_API_TOKEN: 'Abc123-value' } }, 'build');
  expect(code).toBe(2);
  expect(stderr).toContain('no answer of http://me:***********@metrics:9090 with ************');
});

test('a check shows no secret written into the output by hand', () => {
  const folder = project({
    'pf-grafana.config.mjs': `import { defineProject, prometheus, env } from 'pf-grafana';
export default defineProject({ name: 'payments', datasources: { m: prometheus({ uid: 'm', url: 'http://m:9090', secureJsonData: { basicAuthPassword: env('PASSWORD') } }) } }).build({});
`,
  });
  expect(pfGrafana(folder, 'build')).toMatchObject({ code: 0 });
  const path = join(folder, 'out/provisioning/datasources/payments.yaml');
  writeFileSync(path, readFileSync(path, 'utf8').replace('$PASSWORD', 'correcthorse'));
  const { code, stdout } = pfGrafana(folder, 'build', '--check');
  expect([code, stdout.includes('correcthorse'), stdout.includes('$PASSWORD')]).toEqual([1, false, true]);
});
