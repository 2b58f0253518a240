import { Session } from 'chdb';
import { afterAll, expect, test } from 'vitest';

import { type ClickhouseTable, clickhouseTables } from '../catalog/clickhouse.ts';
import { clickhouseSchema } from './clickhouse-schema.ts';
import { clickhouseTenantUsers } from './clickhouse-tenants.ts';

const session = new Session();
afterAll(() => session.close());

const sql = clickhouseTenantUsers({ database: 'agent_analytics', users: ['grafana_reader_acme', "g`r'x"] });
const statements = sql
  .replaceAll(/^--.*$/gm, '')
  .split(';\n')
  .map((statement) => statement.trim())
  .filter((statement) => statement !== '');
const run = (statement: string): string => {
  try {
    return session.query(statement, 'TSV');
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

// An embedded ClickHouse has no access management, so these tests check only that it parses the statements and which
// rows their conditions select.
test('ClickHouse can parse every statement', () => {
  run(clickhouseSchema({ database: 'agent_analytics' }));
  expect(statements.length).toBeGreaterThan(10);
  for (const statement of statements)
    expect(`${statement}: ${run(statement)}`).not.toMatch(/SYNTAX_ERROR|Syntax error/);
  expect(run('CREATE ROW POLICY OR REPLACE ON TO')).toMatch(/Syntax error/);
});

test("a condition selects only rows of the tenant's own agents", () => {
  run("INSERT INTO agent_analytics.tenant_agents VALUES (currentUser(), 'a1'), ('grafana_reader_acme', 'a2')");
  const conditions = statements.flatMap(
    (statement) =>
      /^CREATE ROW POLICY OR REPLACE tenant ON (\S+) FOR SELECT USING (.*) TO grafana_tenants$/
        .exec(statement)
        ?.slice(1, 3) ?? [],
  );
  const [, agents] = conditions;
  expect(run(`SELECT agent_id FROM agent_analytics.tenant_agents WHERE ${agents}`)).toBe('a1\n');
  expect(run(`SELECT agent_id FROM (SELECT arrayJoin(['a1', 'a2', 'a3']) AS agent_id) WHERE ${conditions[3]}`)).toBe(
    'a1\n',
  );
});

test('exactly the tables with an agent_id have a policy and a grant, and there is no password', () => {
  const withAgents = Object.entries<ClickhouseTable>(clickhouseTables).flatMap(([name, { columns }]) =>
    'agent_id' in columns ? [`\`agent_analytics\`.${name}`] : [],
  );
  const named = (pattern: RegExp) => statements.flatMap((statement) => pattern.exec(statement)?.[1] ?? []);
  expect(named(/^GRANT SELECT ON (\S+)/)).toEqual(['`agent_analytics`.tenant_agents', ...withAgents]);
  expect(named(/^CREATE ROW POLICY OR REPLACE tenant ON (\S+)/)).toEqual([
    '`agent_analytics`.tenant_agents',
    ...withAgents,
  ]);
  expect(statements.join('\n')).not.toMatch(/IDENTIFIED/);
});
