import { clickhouse } from './clickhouse.ts';
import { loki } from './loki.ts';
import { postgres } from './postgres.ts';
import { prometheus } from './prometheus.ts';
import { tempo } from './tempo.ts';

/** Every data source of the fleet. Add a new one here. */
export const datasources = [postgres, prometheus, loki, clickhouse, tempo];
