import { objectOf } from '../../folder/json.ts';
import type { Rule } from '../rule.ts';

const POSTGRES = new Set(['postgres', 'grafana-postgresql-datasource']);

/** A SQL data source has its host and database where its plugin reads them. */
export const datasourceConnection: Rule = {
  id: 'datasource/connection',
  severity: 'error',
  description: 'A SQL data source has its host and database where its plugin reads them.',
  why: 'The ClickHouse plugin reads jsonData.host and jsonData.port, never url: without them each query fails with "invalid server host". In newer releases the PostgreSQL plugin reads the default database only from jsonData.',
  bad: 'type: grafana-clickhouse-datasource\nurl: http://clickhouse:8123',
  good: 'type: grafana-clickhouse-datasource\njsonData: {host: clickhouse, port: 8123, protocol: http}',
  datasource({ type, json, label }, report) {
    const jsonData = objectOf(json['jsonData']);
    if (type === 'grafana-clickhouse-datasource') {
      // `server` is the plugin's name for it before version 4.
      const missing = [['host', 'server'], ['port']]
        .filter((names) => names.every((name) => jsonData[name] === undefined))
        .map(([name]) => name);
      if (missing.length > 0)
        report({
          at: ['jsonData'],
          part: 'key',
          message: `${label} has no ${missing.join(' and no ')} in jsonData, so every query fails.`,
          hint:
            json['url'] === undefined
              ? 'Add jsonData.host and jsonData.port.'
              : 'Move the url into jsonData.host and jsonData.port.',
        });
    } else if (POSTGRES.has(type) && typeof json['database'] === 'string' && jsonData['database'] === undefined) {
      report({
        at: ['database'],
        message: `${label} has its database outside jsonData, where newer releases do not look.`,
        hint: 'Move it to jsonData.database.',
        severity: 'warning',
      });
    }
  },
};
