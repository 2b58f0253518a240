import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { type Metric, metrics } from '../catalog/metrics.ts';
import { hasPromtool } from '../../test/support/promtool.ts';
import { liveExporter } from './live.ts';
import { simulationOptions } from './options.ts';
import { simulate } from './simulate.ts';

const END = Date.parse('2026-03-08T07:30:00Z');
let now = END;
const options = simulationOptions({ agents: 8, days: 1, end: END, eventsPerDay: 60 });
const server = liveExporter(options, () => now);
const get = async (path: string) => fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => void server.close());

test('serves every metric of an exporter once, with its type', async () => {
  const page = await (await get('/metrics')).text();
  const types = [...page.matchAll(/^# TYPE (\w+) (\w+)$/gm)].map(([, name, type]) => `${name} ${type}`);
  const expected = (Object.entries(metrics) as [string, Metric][])
    .filter(([, { origin }]) => origin !== 'stack')
    .map(([name, { type }]) => `${name} ${type}`);
  expect(types.sort()).toEqual(expected.sort());
  expect(page).not.toContain('job=');
});

test.skipIf(!hasPromtool())('Prometheus can parse the page', async () => {
  const page = await (await get('/metrics')).text();
  // promtool exits with 3 because of the documents' metric names; a page that it cannot parse has another exit code.
  try {
    execFileSync('promtool', ['check', 'metrics'], { input: page, stdio: ['pipe', 'pipe', 'pipe'] });
  } catch (error) {
    const { status, stderr } = error as { readonly status: number; readonly stderr: Buffer };
    expect([status, stderr.toString()]).toEqual([3, expect.not.stringContaining('error while linting')]);
  }
});

test('counters continue from the written history', async () => {
  let written = '';
  simulate(
    options,
    { append: (path, text) => void (path.endsWith('.om') && (written += text)), close: () => undefined },
    { stores: ['prometheus'] },
  );
  const counters = (text: string, line: RegExp) =>
    new Map([...text.matchAll(line)].map(([, name, labels, value]) => [`${name}{${labels}}`, value]));
  const last = counters(
    written,
    new RegExp(
      `^(pf_\\w+_(?:total|count)){job="pf_agent_exporter",instance="exporter:9464",(\\S+)} (\\S+) ${END / 1000}$`,
      'gm',
    ),
  );
  const served = counters(await (await get('/metrics')).text(), /^(pf_\w+_(?:total|count)){(\S+)} (\S+)$/gm);
  expect(last.size).toBeGreaterThan(100);
  expect(served).toEqual(last);
});

test('the fleet continues with the clock', async () => {
  const ordersOf = async () =>
    [...(await (await get('/metrics')).text()).matchAll(/^pf_orders_total\S+ (\d+)$/gm)].reduce(
      (sum, [, value]) => sum + Number(value),
      0,
    );
  const before = await ordersOf();
  expect(await ordersOf()).toBe(before);
  now += 6 * 3_600_000;
  expect(await ordersOf()).toBeGreaterThan(before);
});

test('other paths return 404', async () => {
  expect((await get('/')).status).toBe(404);
});
