import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';

import { settingsOf } from '../test/support/settings.ts';
import { createOrgsScript } from './create-orgs.ts';

interface Grafana {
  readonly url: string;
  readonly orgs: Map<number, string>;
  /** Bodies of the requests that create an org. */
  readonly created: string[];
}

/**
 * The part of Grafana's API that creates orgs. Ids are assigned in order and never reused; pages begin with 0 or, in
 * other releases, with 1.
 */
async function grafana(
  names: Readonly<Record<number, string>>,
  { next, firstPage = 0, isOpen = true }: { next?: number; firstPage?: number; isOpen?: boolean } = {},
): Promise<Grafana> {
  const orgs = new Map(Object.entries(names).map(([id, name]) => [Number(id), name]));
  const created: string[] = [];
  let id = next ?? Math.max(...orgs.keys()) + 1;
  const answer = (request: IncomingMessage, body: string): [number, unknown] => {
    if (request.headers.authorization !== `Basic ${Buffer.from('boss:hunter2').toString('base64')}`)
      return [401, { message: 'Invalid username or password' }];
    if (request.method === 'GET') {
      const query = new URL(request.url ?? '', 'http://x').searchParams;
      const [size, page] = [Number(query.get('perpage')), Math.max(Number(query.get('page')) - firstPage, 0)];
      return [200, [...orgs].map(([key, name]) => ({ id: key, name })).slice(size * page, size * (page + 1))];
    }
    const { name } = JSON.parse(body) as { name: string };
    created.push(name);
    orgs.set(id, name);
    return [200, { orgId: id++, message: 'Organization created' }];
  };
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    let body = '';
    request
      .on('data', (part: Buffer) => (body += part.toString()))
      .on('end', () => {
        const [status, value] = answer(request, body);
        response.writeHead(status).end(JSON.stringify(value));
      });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  if (isOpen) onTestFinished(() => void server.close());
  else await new Promise<void>((done) => server.close(() => done()));
  return { url: `http://127.0.0.1:${port}/`, orgs, created };
}

const { tenants } = settingsOf({
  datasources: { prometheus: { flavour: 'Mimir' } },
  tenants: { acme: { orgId: 2, name: 'Acme "& Söhne"' }, globex: { orgId: 3 } },
});
const script = createOrgsScript(tenants);

async function run(
  env: Readonly<Record<string, string>>,
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'pf-orgs-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'create-orgs.mjs'), script);
  const child = spawn(process.execPath, [join(folder, 'create-orgs.mjs')], { env: { ...env } });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (part: Buffer) => (output.stdout += part.toString()));
  child.stderr.on('data', (part: Buffer) => (output.stderr += part.toString()));
  return new Promise((done) => child.on('close', (code) => done({ code, ...output })));
}

const admin = { GF_SECURITY_ADMIN_USER: 'boss', GF_SECURITY_ADMIN_PASSWORD: 'hunter2' };

test('creates the missing orgs in order, and nothing the second time', async () => {
  const server = await grafana({ 1: 'Main Org.' });
  expect(await run({ ...admin, GRAFANA_URL: server.url })).toEqual({
    code: 0,
    stdout: 'created  org 2  Acme "& Söhne"\ncreated  org 3  globex\n2 created, 0 already there.\n',
    stderr: '',
  });
  expect([...server.orgs]).toEqual([
    [1, 'Main Org.'],
    [2, 'Acme "& Söhne"'],
    [3, 'globex'],
  ]);
  expect(await run({ ...admin, GRAFANA_URL: server.url })).toMatchObject({
    code: 0,
    stdout: '0 created, 2 already there.\n',
  });
  expect(server.created).toHaveLength(2);
});

test.each([0, 1])('reads every page, whether the first is %d', async (firstPage) => {
  const many = Object.fromEntries(Array.from({ length: 2500 }, (_, index) => [index + 10, `Org ${index}`]));
  const server = await grafana({ ...many, 3000: 'Acme "& Söhne"', 1: 'Main Org.' }, { firstPage });
  expect(await run({ ...admin, GRAFANA_URL: server.url })).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('has the id 3000 here, but tenant acme has 2') as string,
  });
});

describe('creates nothing when ids and names do not match', () => {
  test.each<[string, Readonly<Record<number, string>>, RegExp]>([
    [
      'an org of another name',
      { 1: 'Main Org.', 2: 'Initech' },
      /^Org 2 is "Initech" here, but tenant acme names it "Acme \\"& Söhne\\""/,
    ],
    [
      'an org of another id',
      { 1: 'Main Org.', 7: 'globex' },
      /^Org "globex" has the id 7 here, but tenant globex has 3\. Set tenants\.globex\.orgId to 7\./,
    ],
    [
      'ids that Grafana has already passed',
      { 1: 'Main Org.', 5: 'Initech' },
      /^Grafana would give tenant acme the id 6, not 2\./,
    ],
  ])('%s', async (_name, orgs, message) => {
    const server = await grafana(orgs);
    const ended = await run({ ...admin, GRAFANA_URL: server.url });
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toMatch(message);
    expect(ended.stderr).toMatch(/\nNothing was created\.\n$/);
    expect(server.created).toEqual([]);
  });
  test('and stops at the first id that an earlier, deleted org used up', async () => {
    const server = await grafana({ 1: 'Main Org.' }, { next: 4 });
    const ended = await run({ ...admin, GRAFANA_URL: server.url });
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toMatch(
      /^Created org "Acme .*, but Grafana gave it the id 4, not 2.*Set tenants\.acme\.orgId to 4, build, and run this again\.\n$/,
    );
    expect(server.created).toHaveLength(1);
  });
});

describe('reports what is missing, and never prints the password', () => {
  test('no password', async () =>
    expect(await run({})).toEqual({
      code: 2,
      stdout: '',
      stderr: 'GF_SECURITY_ADMIN_PASSWORD is not set, so this program cannot log in to Grafana.\n',
    }));
  test('a wrong password', async () => {
    const ended = await run({
      ...admin,
      GF_SECURITY_ADMIN_PASSWORD: 'wrong-hunter',
      GRAFANA_URL: (await grafana({ 1: 'Main Org.' })).url,
    });
    expect(ended).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/^Grafana answered 401 .*\nOnly a server admin/) as string,
    });
    expect(ended.stderr).not.toContain('wrong-hunter');
  });
  test('an address where Grafana does not run', async () => {
    const { url } = await grafana({ 1: 'Main Org.' }, { isOpen: false });
    expect(await run({ ...admin, GRAFANA_URL: url })).toMatchObject({
      code: 2,
      stderr: `Could not connect to Grafana at ${url.slice(0, -1)}: ECONNREFUSED.\n`,
    });
  });
});

test('a name with a dollar sign stays as it is', () => {
  const named = settingsOf({
    datasources: { prometheus: { flavour: 'Mimir' } },
    tenants: { acme: { orgId: 2, name: 'Acme $& Co' } },
  });
  expect(createOrgsScript(named.tenants)).toContain(
    'const tenants = [\n  {"id":"acme","orgId":2,"name":"Acme $& Co"},\n];\n',
  );
});
