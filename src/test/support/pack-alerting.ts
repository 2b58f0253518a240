import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'yaml';

import book from '../../../alerting/book.alert.test.ts';
import fleet from '../../../alerting/fleet.alert.test.ts';
import health from '../../../alerting/health.alert.test.ts';
import market from '../../../alerting/market.alert.test.ts';
import money from '../../../alerting/money.alert.test.ts';
import platform from '../../../alerting/platform.alert.test.ts';
import routes from '../../../alerting/routes.alert.test.ts';
import sources from '../../../alerting/sources.alert.test.ts';
import { memoryTree } from '../../folder/file-tree.ts';
import { openFolder } from '../../folder/open-folder.ts';
import { moduleTests } from '../../verify/alert-tests/read-module.ts';
import { testedFolder } from '../../verify/alert-tests/tested-folder.ts';
import { REPOSITORY } from './out-folder.ts';

/** A rule of the committed folder, with the parts that tests use. */
export interface PackRule {
  uid: string;
  for: string;
  noDataState: string;
  execErrState: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
  data: { model: { conditions?: { evaluator: Evaluator; unloadEvaluator?: Evaluator }[] } }[];
}
export interface Evaluator {
  type: string;
  params: number[];
}
export interface PackGroup {
  rules: PackRule[];
}

const RULES = 'alerting/purpleflea-rules.yaml';
const PATH = join(REPOSITORY, 'alerting/all.alert.test.ts');
const files = new Map(
  [
    'alerting/purpleflea-contact-points.yaml',
    'alerting/purpleflea-mute-timings.yaml',
    'alerting/purpleflea-policies.yaml',
    RULES,
    'alerting/purpleflea-templates.yaml',
    'datasources/purpleflea.yaml',
  ].map((path) => [path, readFileSync(join(REPOSITORY, 'out/provisioning', path), 'utf8')]),
);

/** The rule groups of the committed folder. */
export const packGroups = (parse(files.get(RULES) ?? '') as { groups: PackGroup[] }).groups;
/** Its rules, of all groups. */
export const packRules: PackRule[] = packGroups.flatMap(({ rules }) => rules);
/** The pack's own tests of them. */
export const packTests = moduleTests([fleet, health, market, money, platform, book, sources, routes], PATH, PATH).tests;

/** Rules with a single row without labels: a data source that responds, the heartbeat. */
export const OF_ONE_ROW = new Set([
  'pf-prometheus-down',
  'pf-postgres-down',
  'pf-clickhouse-down',
  'pf-loki-down',
  'pf-watchdog',
]);

/** The committed alerting with its data sources; optionally with other rules, given as the text of their file. */
export function packAlerting(rules = files.get(RULES) ?? ''): ReturnType<typeof testedFolder> {
  return testedFolder(openFolder(memoryTree(new Map([...files, [RULES, rules]]), ''), ''));
}
