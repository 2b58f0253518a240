import { serviceFiles } from '../services/deploy/files.ts';
import type { FleetSettings } from '../settings.ts';
import { alertRuleFile } from './alert-rules.ts';
import { assumedNames } from './assumed-names.ts';
import { clickhouseMigrationFiles, clickhouseReaderUser, clickhouseSchema, onOneServer } from './clickhouse-schema.ts';
import { identifier } from './clickhouse-text.ts';
import { clickhouseTenantUsers } from './clickhouse-tenants.ts';
import { postgresMigrationFiles, postgresReaderRole, postgresSchema } from './postgres-schema.ts';
import { postgresTenantRoles } from './postgres-tenants.ts';
import { recordingRuleFile } from './recording-rules.ts';

/** Files for everything that the dashboards need besides Grafana, by path below the output folder. */
export function stackFiles(settings: FleetSettings): Record<string, string> {
  const { postgres, clickhouse } = settings.datasources;
  const user = typeof postgres.user === 'string' ? postgres.user : 'grafana_reader';
  const { roles, users } = tenantReaders(settings);
  return {
    'stack/postgres/schema.sql': postgresSchema(),
    ...postgresMigrationFiles('stack/postgres/migrations'),
    'stack/postgres/grafana-reader.sql': `${assumedNames('PostgreSQL', postgres, '--')}${postgresReaderRole({ user, database: postgres.database })}`,
    ...(roles.length > 0
      ? { 'stack/postgres/tenants.sql': postgresTenantRoles({ database: postgres.database, users: roles }) }
      : {}),
    'stack/clickhouse/schema.sql': `${assumedNames('ClickHouse', clickhouse, '--', ['database'])}${clickhouseSchema({ database: clickhouse.database })}`,
    'stack/clickhouse/grafana-reader.sql': `${assumedNames('ClickHouse', clickhouse, '--')}${clickhouseReaderUser({
      database: clickhouse.database,
      user: clickhouse.user,
    })}`,
    ...clickhouseMigrationFiles('stack/clickhouse/migrations', onOneServer(identifier(clickhouse.database))),
    ...(users.length > 0
      ? { 'stack/clickhouse/tenants.sql': clickhouseTenantUsers({ database: clickhouse.database, users }) }
      : {}),
    'stack/prometheus/recording-rules.yaml': recordingRuleFile(settings.selector),
    'stack/prometheus/alert-rules.yaml': alertRuleFile(settings),
    ...serviceFiles(settings),
  };
}

/** Returns the roles and users that read the fleet's databases for tenants without their own database. */
function tenantReaders({ datasources, tenants }: FleetSettings): { roles: string[]; users: string[] } {
  const { postgres, clickhouse } = datasources;
  const database = (source: typeof postgres) => JSON.stringify([source.url, source.database]);
  const server = (source: typeof clickhouse) => JSON.stringify([source.host, source.port, source.database]);
  return {
    // A role whose name is only known on the server cannot be created here.
    roles: tenants.flatMap(({ datasources: { postgres: own } }) =>
      own?.provision && database(own) === database(postgres) && typeof own.user === 'string' ? [own.user] : [],
    ),
    users: tenants.flatMap(({ datasources: { clickhouse: own } }) =>
      own?.provision && server(own) === server(clickhouse) ? [own.user] : [],
    ),
  };
}
