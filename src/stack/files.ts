import type { Settings } from '../settings.ts';
import { clickhouseSchema } from './clickhouse-schema.ts';
import { createOrgsScript } from './create-orgs.ts';
import { postgresReaderRole, postgresSchema } from './postgres-schema.ts';
import { recordingRuleFile } from './recording-rules.ts';

/** What the dashboards stand on beside Grafana, by path below the output folder. */
export function stackFiles({ datasources, selector }: Settings): Record<string, string> {
  const { postgres, clickhouse } = datasources;
  const user = typeof postgres.user === 'string' ? postgres.user : 'grafana_reader';
  return {
    'stack/postgres/schema.sql': postgresSchema(),
    'stack/postgres/grafana-reader.sql': postgresReaderRole({ user, database: postgres.database }),
    'stack/clickhouse/schema.sql': clickhouseSchema({ database: clickhouse.database }),
    'stack/prometheus/recording-rules.yaml': recordingRuleFile(selector),
  };
}

/** What tenants need beside that, by path; nothing without tenants. */
export function tenantStack({ tenants }: Settings): Record<string, string> {
  return tenants.length === 0 ? {} : { 'stack/grafana/create-orgs.mjs': createOrgsScript(tenants) };
}
