import { describe, expect, test } from 'vitest';

import type { Config } from '../src/config/config.ts';
import { datasourceFile } from '../src/compile/provisioning.ts';
import { targetFacts } from '../src/compile/target.ts';
import { env } from '../src/grafana/interpolation/refs.ts';
import { settingsOf } from '../src/test/support/settings.ts';
import { datasources } from './index.ts';

const compiled = (config: Config = {}) =>
  datasources.flatMap((definition) => definition.build(settingsOf(config)) ?? []);
const named = (name: string, config: Config = {}) => compiled(config).find((source) => source.name === name);

describe('each source sets the keys that its plugin reads (requirements 73-81)', () => {
  test('PostgreSQL: the database in jsonData, the password by reference', () => {
    expect(named('PurpleFlea-Postgres')).toMatchObject({
      uid: 'pf-postgres',
      url: 'postgres:5432',
      user: 'grafana_reader',
      jsonData: { database: 'purpleflea_agents', sslmode: 'require', timescaledb: false },
      secureJsonData: { password: { env: 'PG_GRAFANA_PASSWORD' } },
    });
    expect(named('PurpleFlea-Postgres')).not.toHaveProperty('database');
  });
  test('Prometheus: POST, the scrape interval, no exemplars without Tempo', () => {
    expect(named('PurpleFlea-Prometheus')).toMatchObject({
      uid: 'pf-prometheus',
      isDefault: true,
      jsonData: { httpMethod: 'POST', timeInterval: '15s' },
    });
    expect(named('PurpleFlea-Prometheus')?.jsonData).not.toHaveProperty('exemplarTraceIdDestinations');
    expect(
      named('PurpleFlea-Prometheus', { datasources: { tempo: { url: 'http://t:3200' } } })?.jsonData,
    ).toMatchObject({ exemplarTraceIdDestinations: [{ name: 'trace_id', datasourceUid: 'pf-tempo' }] });
  });
  test('ClickHouse: host and port in jsonData, and no url, because the plugin ignores it', () => {
    expect(named('PurpleFlea-ClickHouse')).toMatchObject({
      jsonData: {
        host: 'clickhouse',
        port: 8123,
        protocol: 'http',
        defaultDatabase: 'agent_analytics',
        username: 'grafana_reader',
      },
    });
    expect(named('PurpleFlea-ClickHouse')).not.toHaveProperty('url');
  });
  test('a header and basic auth', () => {
    const config: Config = {
      datasources: { loki: { headers: { 'X-Scope-OrgID': 'fleet' }, basicAuth: { user: 'u', password: env('P') } } },
    };
    const source = named('PurpleFlea-Loki', config);
    expect(source).toMatchObject({
      basicAuth: true,
      basicAuthUser: 'u',
      secureJsonData: { basicAuthPassword: { env: 'P' } },
    });
    const file = datasourceFile(source ? [source] : [], 1, targetFacts({ major: 13, minor: 0 }));
    expect(file['datasources']).toMatchObject([
      {
        jsonData: { httpHeaderName1: 'X-Scope-OrgID' },
        secureJsonData: { httpHeaderValue1: 'fleet', basicAuthPassword: { env: 'P' } },
      },
    ]);
  });
  test('a source that the team provisions itself is left out', () => {
    expect(
      named('PurpleFlea-Prometheus', { datasources: { prometheus: { provision: false, uid: 'theirs' } } }),
    ).toBeUndefined();
  });
});

describe('an agent id in a log line is recognised (requirement 80)', () => {
  const [field] = (named('PurpleFlea-Loki')?.jsonData['derivedFields'] ?? []) as unknown as {
    matcherRegex: string;
    url: string;
  }[];
  test.each([
    ['agent_id=pf_agent_042 msg=x', 'pf_agent_042'],
    ['msg=x agent_id="pf_agent_042"', 'pf_agent_042'],
    ['{"agent_id":"pf-agent-042"}', 'pf-agent-042'],
    ['{"agent_id": "pf-agent-042"}', 'pf-agent-042'],
    ['agent_id: pf_agent_042', 'pf_agent_042'],
    ['ref_agent_id=zzz', undefined],
  ])('%s', (line, id) => expect(new RegExp(field?.matcherRegex ?? '').exec(line)?.[1]).toBe(id));
  test('and it links to the page of that agent', () =>
    expect(field?.url).toBe('https://purpleflea.com/agents/${__value.raw}'));
});
