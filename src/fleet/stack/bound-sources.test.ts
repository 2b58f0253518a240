import { describe, expect, test } from 'vitest';

import type { Config, SourceConfig } from '../../config/config.ts';
import { resolveSettings } from '../../config/resolve.ts';
import { clickhouse, datasource, postgres } from '../../define/sources.ts';
import { env } from '../../grafana/interpolation/refs.ts';
import { fleet } from '../pack.ts';
import { fleetSettings } from '../settings.ts';
import { stackFiles } from './files.ts';

/** The stack of a project that replaces the fleet's sources with its own sources `pg` and `ch`. */
function stackOf(datasources: Readonly<Record<string, SourceConfig>>): Readonly<Record<string, string>> {
  const place = () => ({ file: 'x' });
  const bound = { pg: 'postgres', ch: 'clickhouse' };
  const sources = Object.fromEntries(
    Object.entries(bound).flatMap(([own, handle]) => (own in datasources ? [[handle, own]] : [])),
  );
  // Handles are named by strings as in YAML, which the TypeScript types do not allow.
  const used = { ...fleet(), use: { sources } };
  const config: Config = { name: 'desk', datasources };
  const { settings, packs } = resolveSettings(config, [{ used, locate: place }], place);
  const [pack] = packs;
  if (!pack) throw new Error('The fleet was not resolved.');
  return stackFiles(fleetSettings(pack.settings(settings)));
}
const READER = 'stack/postgres/grafana-reader.sql';
const SCHEMA = 'stack/clickhouse/schema.sql';
const COMPOSE = 'stack/compose.yaml';

const OURS = {
  pg: postgres({ url: 'pg:5432', database: 'book', user: 'viewer', password: env('BOOK_PASSWORD'), version: 1600 }),
  ch: clickhouse({ host: 'ch', port: 9000, database: 'events', user: 'looker', password: env('EVENTS_PASSWORD') }),
};

describe("the stack of a project's own sources", () => {
  test.each([
    ['helpers', OURS],
    [
      'YAML',
      {
        pg: { type: 'postgres', url: 'pg:5432', database: 'book', user: 'viewer', password: { env: 'BOOK_PASSWORD' } },
        ch: {
          type: 'clickhouse',
          host: 'ch',
          port: 9000,
          database: 'events',
          user: 'looker',
          password: { env: 'EVENTS_PASSWORD' },
        },
      },
    ],
    [
      "Grafana's own format",
      {
        pg: datasource({
          type: 'grafana-postgresql-datasource',
          user: 'viewer',
          jsonData: { database: 'book' },
          secureJsonData: { password: env('BOOK_PASSWORD') },
        }),
        ch: datasource({
          type: 'grafana-clickhouse-datasource',
          jsonData: { defaultDatabase: 'events', username: 'looker' },
          secureJsonData: { password: env('EVENTS_PASSWORD') },
        }),
      },
    ],
  ])('has their databases, users and passwords, configured with %s', (_name, datasources) => {
    const files = stackOf(datasources);
    expect(files[READER]).toContain('GRANT CONNECT ON DATABASE "book" TO "viewer";');
    expect(files[SCHEMA]).toContain('`events`');
    expect(files['stack/clickhouse/grafana-reader.sql']).toContain('`looker`');
    expect(files[COMPOSE]).toMatch(/PGDATABASE: book\n/);
    expect(files[COMPOSE]).toMatch(/READER: viewer\n\s*READER_PASSWORD: \$\{BOOK_PASSWORD:/);
    expect(files[COMPOSE]).toMatch(/CLICKHOUSE_DATABASE: events\n/);
    expect(files[COMPOSE]).toMatch(/READER: looker\n\s*READER_PASSWORD: \$\{EVENTS_PASSWORD:/);
    expect(files['stack/env.example']).toMatch(/^BOOK_PASSWORD=$/m);
    const all = Object.values(files).join('\n');
    expect(all).not.toMatch(/purpleflea_agents|agent_analytics|PG_GRAFANA_PASSWORD|Assumed for/);
  });

  test('reports assumed names of sources that are configured only by their uid', () => {
    const files = stackOf({
      pg: { type: 'postgres', uid: 'ours', provision: false },
      ch: { type: 'clickhouse', uid: 'theirs', provision: false, database: 'events' },
    });
    expect(files[READER]).toMatch(
      /^-- Assumed for PostgreSQL: database purpleflea_agents, user grafana_reader\..* uid ours does not set them\.\n-- Add `database` and `user` to its entry under datasources/,
    );
    expect(files[COMPOSE]).toMatch(
      /^# Assumed for PostgreSQL: .*\n.*\n# Assumed for ClickHouse: user grafana_reader\./m,
    );
    expect(files[SCHEMA]).toMatch(/^-- Generated/);
    expect(files[SCHEMA]).toContain('`events`');
    // first-env.sh must set every variable that the services require.
    const asked = [...(files[COMPOSE] ?? '').matchAll(/\$\{(\w+):\?/g)].map(([, name]) => name);
    const set = new Set([...(files['stack/first-env.sh'] ?? '').matchAll(/^(\w+)=/gm)].map(([, name]) => name));
    expect(asked.filter((name) => !set.has(name))).toEqual([]);
  });

  test("reports the same for the fleet's own handles if the project does not provision them", () => {
    const files = stackOf({ postgres: { provision: false, uid: 'ours', database: 'book' } });
    expect(files[READER]).toMatch(/^-- Assumed for PostgreSQL: user grafana_reader\./);
    expect(files[READER]).toContain('DATABASE "book"');
    expect(files[SCHEMA]).not.toContain('Assumed');
  });
});
