import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it, test } from 'vitest';

import { structuredMetadata } from '../../catalog/loki.ts';
import type { Fields } from './fields.ts';
import { logLineSchema } from './log-lines.ts';
import { openApi } from './openapi.ts';
import { clickhouseEmitters, metricEmitters, postgresEmitters, streamEmitters } from './emitters.ts';
import {
  agentOfEvent,
  timeOfEvent,
  type WebhookEvent,
  webhookEvents,
  type WebhookEventName,
  webhookEventSchema,
} from './webhook-events.ts';

function checker(schema: object) {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  // The default export of ajv-formats is a CommonJS function.
  (addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
  const check = ajv.compile(schema);
  return (value: unknown): string[] =>
    check(value) ? [] : (check.errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`);
}

const fill: WebhookEvent<'order.filled'> = {
  event: 'order.filled',
  data: {
    agent_id: 'pf_agent_042',
    order_id: 'ord_1',
    market: 'crypto',
    ticker: 'BTC/USDC',
    side: 'buy',
    filled_at: '2026-03-07T09:14:32.123Z',
    filled_quantity: 0.01,
    fill_price: 64_000,
    notional_usd: 640,
    fee_usd: 0.32,
    metadata: { strategy: 'momentum' },
    pnl_usd: null,
  },
};

describe('webhook events', () => {
  const problems = checker(webhookEventSchema());

  test.each<[string, unknown, string[]]>([
    ['what the documents show', fill, []],
    ['an id and a version', { ...fill, id: 'evt_1', version: 1 }, []],
    ['an unknown field', { ...fill, data: { ...fill.data, venue: 'x' } }, []],
    ['a newer version', { ...fill, version: 2 }, ['/version const']],
    [
      'a number as a string',
      { ...fill, data: { ...fill.data, notional_usd: '640' } },
      ['/data/notional_usd type', ' if'],
    ],
    ['a fill without a time', { ...fill, data: { ...fill.data, filled_at: undefined } }, ['/data required', ' if']],
    ['an invalid time', { ...fill, data: { ...fill.data, filled_at: 'yesterday' } }, ['/data/filled_at format', ' if']],
    ['an unknown side', { ...fill, data: { ...fill.data, side: 'long' } }, ['/data/side enum', ' if']],
    ['an unknown event', { event: 'order.dreamt', data: {} }, ['/event enum']],
    ['no data', { event: 'order.filled' }, [' required']],
    ['an array', [fill], [' type']],
  ])('%s', (_, body, expected) => {
    expect(problems(JSON.parse(JSON.stringify(body)))).toEqual(expected);
  });

  it('returns the agent and the time of an event', () => {
    expect([agentOfEvent(fill), timeOfEvent(fill)]).toEqual(['pf_agent_042', '2026-03-07T09:14:32.123Z']);
  });

  test.each(Object.keys(webhookEvents) as WebhookEventName[])('%s has an agent or instrument, and a time', (name) => {
    const { time } = webhookEvents[name];
    const fields: Fields = webhookEvents[name].data;
    expect(fields[time]).toMatchObject({ format: 'date-time' });
    expect(fields[time]?.optional).toBeUndefined();
    const subject = { escrow: 'payer_agent_id', market: 'ticker' }[name.split('.')[0] ?? ''] ?? 'agent_id';
    expect(Object.keys(fields)).toContain(subject);
  });
});

it('describes the API in valid OpenAPI 3.1', async () => {
  expect(await new Validator().validate({ ...openApi() })).toEqual({ valid: true });
});

describe('log lines', () => {
  const problems = checker(logLineSchema());
  const line = {
    version: 1,
    time: '2026-03-07T09:14:32Z',
    level: 'info',
    service_name: 'pf-agent',
    message: 'order rejected',
    event: 'order_rejected',
    agent_id: 'pf_agent_042',
  };

  test.each<[string, object, string[]]>([
    ['a complete line', line, []],
    ['an additional field', { ...line, latency_ms: 12 }, []],
    ['no version', { ...line, version: undefined }, [' required']],
    ['an unknown level', { ...line, level: 'INFO' }, ['/level enum']],
    ['an object as metadata', { ...line, agent_id: {} }, ['/agent_id type']],
  ])('%s', (_, value, expected) => {
    expect(problems(JSON.parse(JSON.stringify(value)))).toEqual(expected);
  });

  it('has the fields of the catalog', () => {
    expect(Object.keys((logLineSchema() as { properties: object }).properties)).toEqual(
      expect.arrayContaining(Object.keys(structuredMetadata)),
    );
  });
});

describe('the emitter table', () => {
  it('names operations and events of the contracts', () => {
    const operations = new Set(JSON.stringify(openApi()).match(/(?<="operationId":")\w+/g));
    const emissions = [metricEmitters, streamEmitters, postgresEmitters, clickhouseEmitters].flatMap((table) =>
      Object.values(table),
    );
    for (const { operations: used = [], events = [] } of emissions) {
      for (const name of used) expect(operations).toContain(name);
      for (const name of events) expect(Object.keys(webhookEvents)).toContain(name);
    }
  });

  it('has a reader for every webhook event', () => {
    const read = new Set(
      [streamEmitters, postgresEmitters, clickhouseEmitters]
        .flatMap((table) => Object.values(table))
        .flatMap(({ events = [] }) => events),
    );
    expect(Object.keys(webhookEvents).filter((name) => !read.has(name as WebhookEventName))).toEqual([]);
  });
});
