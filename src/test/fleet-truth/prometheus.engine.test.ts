import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { recordingRuleFile } from '../../fleet/stack/recording-rules.ts';
import { askPrometheus } from '../../verify/panel-queries/ask-prometheus.ts';
import { findQueries, type FoundQuery } from '../../verify/panel-queries/find.ts';
import type { TimeRange } from '../../verify/panel-queries/periods.ts';
import type { QueryResult } from '../../verify/panel-queries/result-columns.ts';
import { resultProblems } from '../../verify/panel-queries/result-problems.ts';
import { hasPrometheus, type PrometheusServer, startPrometheus } from '../stores/prometheus-server.ts';
import { DENSE_HOURS, optionsIn, simulateFleet } from '../stores/simulated-fleet.ts';
import { committedFolder } from '../support/out-folder.ts';
import { documentQueries, expectCorrection } from './document-queries.ts';
import { writeDocumentSeries } from './document-series.ts';
import { type Choice, type ChosenQuery, expansionsOf } from './every-choice.ts';
import { needsRows } from './may-be-empty.ts';
import { prometheusTruth } from './prometheus-truth.ts';
import { named, reportQueries } from './report-queries.ts';
import { expansionOf, expectTruth, titled } from './truth-case.ts';
import { variants } from './variants.ts';

const SPARSE_SECONDS = 240;
const DENSE_SECONDS = 15;
const queries = findQueries(committedFolder()).filter(({ language }) => language === 'promql');

describe.skipIf(!hasPrometheus()).each(variants)('Prometheus, $name', (variant) => {
  const fleet = simulateFleet('prometheus', variant.options);
  const optionsOf = optionsIn(fleet);
  const dense = fleet.last(DENSE_HOURS);
  let server: PrometheusServer;
  beforeAll(async () => {
    const files = fleet.files('prometheus');
    server = await startPrometheus(
      variant.isMain ? [...files, await writeDocumentSeries(files)] : files,
      recordingRuleFile({}),
      [
        { from: fleet.range.from, to: new Date(dense.from.getTime() - 1), leastIntervalSeconds: SPARSE_SECONDS },
        { ...dense, leastIntervalSeconds: DENSE_SECONDS },
      ],
    );
  });
  afterAll(async () => {
    await server?.stop();
    fleet.remove();
  });

  const asked = queries.flatMap((query) => expansionsOf(query, dense, optionsOf).expanded);
  reportQueries('Prometheus', variant, asked);
  const instant = asked.find(({ query }) => query.place === 'panel' && query.target.instant === true) as ChosenQuery;

  test.each(named(asked))('%s', async (_name, expanded) => {
    const result = await askPrometheus(server.endpoint, expanded);
    expect(resultProblems(expanded.query, result), expanded.text).toEqual([]);
    if (!needsRows(expanded, variant) || result.rows.length > 0) return;
    // Events that happen a few times a day may not occur in the last two hours.
    const longer = again(expanded, fleet.range);
    expect((await askPrometheus(server.endpoint, longer)).rows.length, longer.text).toBeGreaterThan(0);
  });

  test.each(named(queries.flatMap((query) => expansionsOf(query, fleet.before, optionsOf).expanded)))(
    'before any data: %s',
    async (_name, expanded) => {
      expect(resultProblems(expanded.query, await askPrometheus(server.endpoint, expanded)), expanded.text).toEqual([]);
    },
  );

  describe.each(variant.isMain ? ['an empty store'] : [])('over %s', () => {
    let empty: PrometheusServer;
    beforeAll(async () => void (empty = await startPrometheus([], recordingRuleFile({}), [])));
    afterAll(() => empty.stop());

    test.each(named(asked))('%s', async (_name, expanded) => {
      expect(resultProblems(expanded.query, await askPrometheus(empty.endpoint, expanded)), expanded.text).toEqual([]);
    });
  });

  test.each(variant.isMain ? documentQueries('promql') : [])('%s', (_says, query) => {
    const ask = (text: string): Promise<QueryResult> => askPrometheus(server.endpoint, { ...instant, text });
    return expectCorrection(query, { ask, truth: fleet.truth, range: dense, queries, optionsOf });
  });

  test.each(titled(variant.isMain ? prometheusTruth : []))('%s shows the truth', async (_query, truthCase) => {
    const expanded = expansionOf(truthCase, queries, fleet.last(truthCase.hours ?? DENSE_HOURS), optionsOf);
    expectTruth(truthCase, await askPrometheus(server.endpoint, expanded), fleet.truth, expanded.text);
  });

  function again(
    { query, choice }: { readonly query: FoundQuery; readonly choice: Choice },
    range: TimeRange,
  ): ChosenQuery {
    return expansionsOf(query, range, optionsOf).expanded.find(
      (candidate) => candidate.choice === choice,
    ) as ChosenQuery;
  }
});
