import type { SyntaxNode } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';
import { parse } from 'yaml';

import { type Metric, metrics } from '../../fleet/catalog/metrics.ts';
import { recordedSeries } from '../../fleet/catalog/recorded-series.ts';
import { labelsOfSeries } from './catalog-names.ts';
import type { Panel, ProvisionedDatasource, Rule } from './out-folder.ts';
import { promqlProblems, selectorsIn } from './promql-names.ts';

const CLICKHOUSE = 'grafana-clickhouse-datasource';
/** Functions that treat every decrease of a value as a counter reset. */
const OF_COUNTERS = new Set(['rate', 'irate', 'increase', 'resets']);
/** Aggregations whose result does not have the unit of their input. */
const UNITLESS = new Set(['count', 'group', 'count_values', 'topk', 'bottomk']);
const TLS_PORTS = new Set([8443, 9440]);
const known: Readonly<Record<string, Metric>> = metrics;

/**
 * Defects that a pattern cannot detect; each returns true for an item that has the defect. Items are PromQL texts, or
 * objects of Grafana's files.
 */
export const predicates: Readonly<Record<string, (item: never) => boolean>> = {
  neverMatches: (promql: string) =>
    promqlProblems(promql, labelsOfSeries).some((problem) => problem.startsWith('matching:')),

  rateOfGauge: (promql: string) =>
    nodesIn(promql, 'FunctionCall')
      .filter((call) => OF_COUNTERS.has(sourceOf(promql, call.getChild('FunctionIdentifier'))))
      .some((call) =>
        selectorsIn(promql.slice(call.from, call.to)).some(
          ({ name }) => known[name]?.type === 'gauge' || Object.hasOwn(recordedSeries, name),
        ),
      ),

  coinsMixed: (promql: string) => nodesIn(promql, 'VectorSelector').some((selector) => isMixed(promql, selector)),

  percentTwice: ({ fieldConfig, targets = [] }: Panel) => {
    const unit = fieldConfig?.defaults?.unit;
    const isHundredfold = ({ expr = '' }: { expr?: string }): boolean => /\*\s*100\b/.test(expr);
    if (unit === 'percentunit') return targets.some(isHundredfold);
    return (
      unit === 'percent' && targets.some((target) => /pf_drawdown/.test(target.expr ?? '') && !isHundredfold(target))
    );
  },

  queryWithoutSource: ({ data = [] }: Rule) =>
    data.some(
      ({ datasourceUid, relativeTimeRange }) =>
        !datasourceUid ||
        (datasourceUid !== '__expr__' && !(relativeTimeRange && relativeTimeRange.from > relativeTimeRange.to)),
    ),
  statesLeftOpen: ({ noDataState, execErrState }: Rule) => !noDataState || !execErrState,
  dollarInLabel: ({ labels = {} }: Rule) =>
    Object.values(labels).some((text) => text.replaceAll('$$', '').includes('$')),

  withoutUid: ({ uid }: ProvisionedDatasource) => !uid,
  databaseOutside: (source: ProvisionedDatasource) =>
    'database' in source || (/postgres/.test(source.type) && typeof source.jsonData?.['database'] !== 'string'),
  clickhouseByUrl: ({ type, url, jsonData = {} }: ProvisionedDatasource) =>
    type === CLICKHOUSE &&
    (url !== undefined ||
      !jsonData['host'] ||
      !jsonData['port'] ||
      !jsonData['username'] ||
      !jsonData['defaultDatabase']),
  tlsByHalves: ({ type, jsonData = {} }: ProvisionedDatasource) =>
    type === CLICKHOUSE && TLS_PORTS.has(Number(jsonData['port'])) !== (jsonData['secure'] === true),
  exemplarsToNowhere: (file: string) => {
    const { datasources } = parse(file) as { datasources: readonly ProvisionedDatasource[] };
    const destinations = datasources.flatMap(
      ({ jsonData }) => (jsonData?.['exemplarTraceIdDestinations'] ?? []) as readonly { datasourceUid?: string }[],
    );
    return destinations.some(
      ({ datasourceUid }) => datasourceUid !== undefined && !datasources.some(({ uid }) => uid === datasourceUid),
    );
  },
};

/** A balance in coins whose currency is neither selected nor kept until it is multiplied by a rate. */
function isMixed(promql: string, selector: SyntaxNode): boolean {
  const [{ name = '', matchers = [] } = {}] = selectorsIn(promql.slice(selector.from, selector.to));
  if (known[name]?.unit !== 'native' || matchers.some(([label, operator]) => label === 'currency' && operator === '='))
    return false;
  for (let node = selector.parent; node; node = node.parent) {
    if (node.name === 'BinaryExpr' && node.getChild('Mul') && sourceOf(promql, node).includes('pf_fx_rate_usdc'))
      return false;
    if (node.name !== 'AggregateExpr') continue;
    if (UNITLESS.has(sourceOf(promql, node.getChild('AggregateOp')))) return false;
    const modifier = node.getChild('AggregateModifier');
    const grouping = (modifier?.getChild('GroupingLabels')?.getChildren('LabelName') ?? []).map((label) =>
      sourceOf(promql, label),
    );
    if (grouping.includes('currency') === Boolean(modifier?.getChild('Without'))) return true;
  }
  return false;
}

function nodesIn(promql: string, kind: string): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  parser.parse(promql).iterate({ enter: ({ name, node }) => void (name === kind && found.push(node)) });
  return found;
}

function sourceOf(promql: string, node: SyntaxNode | null): string {
  return node ? promql.slice(node.from, node.to) : '';
}
