import { dashboardSchemas, validators } from 'virtual:validators';

import type { Path } from '../../folder/source/source.ts';
import { collapse } from './collapse.ts';
import { valueAt } from './pointer.ts';
import type { SchemaProblem } from './problem.ts';
import { own } from '../../grafana/own.ts';

/** Options that only releases after the described one read. */
const NEWER: Readonly<Record<string, ReadonlySet<string>>> = {
  'custom table': new Set(['footer', 'hideFrom', 'wrapHeaderText', 'wrapText', 'tooltip', 'styleField']),
  'custom timeseries': new Set(['showValues']),
  'custom candlestick': new Set(['showValues']),
  'options candlestick': new Set(['annotations']),
  'options heatmap': new Set(['annotations']),
  'options state-timeline': new Set(['annotations']),
  'options status-history': new Set(['annotations']),
  'options timeseries': new Set(['annotations']),
  'options table': new Set(['maxRowHeight', 'disableKeyboardEvents', 'frozenColumns']),
  'options nodeGraph': new Set(['layoutAlgorithm', 'nodeNameOverrides', 'edgeNameOverrides']),
  'options gauge': new Set([
    'barShape',
    'barWidthFactor',
    'effects',
    'endpointMarker',
    'neutral',
    'segmentCount',
    'segmentSpacing',
    'shape',
    'sparkline',
    'textMode',
  ]),
  'options logs': new Set([
    'controlsStorageKey',
    'detailsMode',
    'fontSize',
    'listStyle',
    'noInteractions',
    'showControls',
    'showFieldSelector',
    'showLogAttributes',
    'syntaxHighlighting',
    'timestampResolution',
  ]),
};

/** The schema problems of a part's value, with paths below `path`. */
export function part(name: string, value: unknown, path: Path): SchemaProblem[] {
  const validate = own(validators, name);
  const schema = own(dashboardSchemas, name);
  if (value === undefined || !validate || !schema || validate(value)) return [];
  const problems = collapse(validate.errors ?? [], {
    schema,
    value,
    outcome: 'Grafana ignores it or the panel fails',
    unknownKey: 'Grafana does not read here, as far as is known',
    // Exports contain many nulls and empty strings for what is not set.
    isUnknown: (one) => one === null || (typeof one === 'string' && (one === '' || one.startsWith('$'))),
    tolerates: isDigits,
  });
  return problems
    .filter((problem) => !isReadAsNumber(name, problem, value))
    .map((problem) => ({
      ...problem,
      ...(isDecoded(name, problem) ? { severity: 'error' } : {}),
      ...(isBooleanLegend(problem, value) || isSeriesFormat(name, problem, value) ? { severity: 'warning' } : {}),
      path: [...path, ...problem.path],
      isOfNewer:
        problem.kind === 'unknown-key' && problem.path.length === 1 && isReadLater(name, String(problem.path[0])),
    }));
}

/** For Elasticsearch aggregations, Grafana accepts a number where the schema requires a string. */
function isReadAsNumber(name: string, { kind, path }: SchemaProblem, value: unknown): boolean {
  return name === 'query elasticsearch' && kind === 'type' && typeof valueAt(value, path) === 'number';
}

/** Whether a later release than the described one reads a member of a part. */
export function isReadLater(name: string, member: string): boolean {
  return own(NEWER, name)?.has(member) === true;
}

/**
 * Numbers that a data source's backend decodes with the rest of the query, so that a string there makes the query fail.
 */
const DECODED: Readonly<Record<string, ReadonlySet<string>>> = {
  'query loki': new Set(['maxLines', 'resolution']),
  'query prometheus': new Set(['intervalFactor']),
};

function isDecoded(name: string, { kind, path }: SchemaProblem): boolean {
  return kind === 'type' && path.length === 1 && own(DECODED, name)?.has(String(path[0])) === true;
}

/** Grafana's own migrations keep a legend that is true or false, and the panel then has no legend. */
function isBooleanLegend({ kind, path }: SchemaProblem, value: unknown): boolean {
  return kind === 'type' && path.at(-1) === 'legend' && typeof valueAt(value, path) === 'boolean';
}

/** Grafana draws anything but a table or a heatmap as series, and many exports use this spelling. */
function isSeriesFormat(name: string, { path }: SchemaProblem, value: unknown): boolean {
  return name === 'query prometheus' && path.join() === 'format' && valueAt(value, path) === 'timeseries';
}

/** A quoted number usually works in a browser. */
function isDigits(value: unknown): boolean {
  return typeof value === 'string' && /^-?[0-9.]+$/.test(value);
}
