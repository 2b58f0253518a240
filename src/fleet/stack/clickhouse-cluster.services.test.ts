import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { missingForJava } from '../../test/stores/maven-jars.ts';
import { missingForPythonChdb, pythonWithChdb } from '../../test/stores/python-chdb.ts';
import { startZookeeper, type ZookeeperServer } from '../../test/stores/zookeeper-server.ts';
import { type ClickhouseTable, clickhouseTables, clickhouseViews } from '../catalog/clickhouse.ts';
import { clickhouseClusterSchema } from './clickhouse-cluster.ts';

const run = promisify(execFile);
const missing = (await missingForJava('zookeeper')) ?? (await missingForPythonChdb());
const database = 'agent_analytics';

/**
 * Runs statements one by one and prints the engines of the tables. ON CLUSTER is removed, because an embedded engine
 * has no DDL queue. Its replicas are also read-only, so nothing is inserted.
 */
const PROGRAM = `
import json, os, sys
from chdb import session
folder, config, statements = sys.argv[1:4]
engine = session.Session(folder + "?config-file=" + config)
for statement in json.load(open(statements)):
    engine.query(statement.replace(" ON CLUSTER '{cluster}'", ""))
print(engine.query("SELECT name, engine FROM system.tables WHERE database = '${database}' ORDER BY name", "JSONCompactEachRow"))
sys.stdout.flush()
# It would wait for replicas that are never to be active.
os._exit(0)
`;

describe.skipIf(missing !== undefined)(
  'the schema of a cluster, on a server with its macros and a real ZooKeeper',
  () => {
    let folder: string;
    let zookeeper: ZookeeperServer;
    let engines: ReadonlyMap<string, string>;

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'pf-cluster-'));
      const python = await pythonWithChdb();
      zookeeper = await startZookeeper();
      const config = join(folder, 'config.xml');
      writeFileSync(
        config,
        `<clickhouse>
  <zookeeper><node><host>127.0.0.1</host><port>${zookeeper.port}</port></node></zookeeper>
  <macros><cluster>fleet</cluster><shard>01</shard><replica>r1</replica></macros>
  <remote_servers><fleet><shard><replica><host>127.0.0.1</host><port>9000</port></replica></shard></fleet></remote_servers>
</clickhouse>`,
      );
      const statements = clickhouseClusterSchema({ database })
        .split(/;\n/)
        .map((statement) => statement.replaceAll(/^--.*$/gm, '').trim())
        // ALTER waits for the replicas, which are read-only here; on a new cluster it changes nothing anyway.
        .filter((statement) => statement !== '' && !statement.startsWith('ALTER TABLE'));
      const file = join(folder, 'statements.json');
      writeFileSync(file, JSON.stringify(statements));
      const { stdout } = await run(python, ['-c', PROGRAM, join(folder, 'data'), config, file]);
      const rows = stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as [string, string]);
      engines = new Map(rows);
    });
    afterAll(async () => {
      await zookeeper?.close();
      rmSync(folder, { recursive: true, force: true });
    });

    test('creates every table, replicated or distributed, and every view', () => {
      for (const [table, { engine }] of Object.entries<ClickhouseTable>(clickhouseTables)) {
        const name = engines.has(`${table}_local`) ? `${table}_local` : table;
        expect([name, engines.get(name)]).toEqual([name, `Replicated${engine.split('(')[0]}`]);
        if (name !== table) expect([table, engines.get(table)]).toEqual([table, 'Distributed']);
      }
      for (const view of Object.keys(clickhouseViews)) expect(engines.get(view)).toBe('MaterializedView');
    });

    test("is registered in ZooKeeper with the server's macros", async () => {
      const paths = await zookeeper.paths('/clickhouse');
      expect(paths).toContain('/clickhouse/tables/01/agent_analytics/agent_trades_local/replicas/r1');
      expect(paths).toContain('/clickhouse/tables/all/agent_analytics/ingest_batches/replicas/01-r1');
      const tables = paths.filter((path) => /^\/clickhouse\/tables\/[^/]+\/[^/]+\/[^/]+$/.test(path));
      expect(tables).toHaveLength(Object.keys(clickhouseTables).length);
    });
  },
);
