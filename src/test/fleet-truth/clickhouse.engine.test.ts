import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { SimulationOptions } from '../../fleet/simulator/options.ts';
import { askClickhouse } from '../../verify/panel-queries/ask-clickhouse.ts';
import { findQueries } from '../../verify/panel-queries/find.ts';
import { resultProblems } from '../../verify/panel-queries/result-problems.ts';
import { type ClickhouseStore, openClickhouse } from '../stores/clickhouse-store.ts';
import { fillClickhouse } from '../stores/fill.ts';
import { optionsIn, type SimulatedFleet, simulateFleet } from '../stores/simulated-fleet.ts';
import { committedFolder } from '../support/out-folder.ts';
import { clickhouseRisk, clickhouseTruth, riskOfTheFirst } from './clickhouse-truth.ts';
import { documentQueries, expectCorrection } from './document-queries.ts';
import { expansionsOf } from './every-choice.ts';
import { needsRows } from './may-be-empty.ts';
import { named, reportQueries } from './report-queries.ts';
import { expansionOf, expectTruth, titled, type TruthCase } from './truth-case.ts';
import { variants } from './variants.ts';

const queries = findQueries(committedFolder()).filter(({ language }) => language === 'clickhouse');
const MONTH = { agents: 4, days: 40, eventsPerDay: 60 };

describe.each(variants)('$name', (variant) => {
  const { fleet, store } = loaded(variant.options);
  const optionsOf = optionsIn(fleet);
  const asked = queries.flatMap((query) => expansionsOf(query, fleet.range, optionsOf).expanded);
  reportQueries('ClickHouse', variant, asked);

  test.each(named(asked))('%s', async (_name, expanded) => {
    const result = await askClickhouse(store().query, expanded.text);
    expect(resultProblems(expanded.query, result), expanded.text).toEqual([]);
    if (needsRows(expanded, variant)) expect(result.rows.length, expanded.text).toBeGreaterThan(0);
  });

  test.each(named(queries.flatMap((query) => expansionsOf(query, fleet.before, optionsOf).expanded)))(
    'before any data: %s',
    async (_name, { query, text }) => {
      expect(resultProblems(query, await askClickhouse(store().query, text)), text).toEqual([]);
    },
  );

  test.each(variant.isMain ? documentQueries('clickhouse') : [])('%s', (_says, query) =>
    expectCorrection(query, {
      ask: (text) => askClickhouse(store().query, text),
      truth: fleet.truth,
      range: fleet.range,
      queries,
      optionsOf,
    }),
  );

  test.each(titled(variant.isMain ? clickhouseTruth : []))('%s shows the truth', (_query, truthCase) =>
    isTrue(truthCase, fleet, store()),
  );
});

describe.each(variants.filter(({ isMain }) => isMain))('40 days', () => {
  const { fleet, store } = loaded(MONTH);
  test.each(documentQueries('clickhouse', { isOfMonth: true }))('%s', (_says, query) =>
    expectCorrection(query, {
      ask: (text) => askClickhouse(store().query, text),
      truth: fleet.truth,
      range: fleet.range,
      queries,
      optionsOf: optionsIn(fleet),
      more: riskOfTheFirst(fleet.truth),
    }),
  );

  test.each(titled(clickhouseRisk))('%s shows the truth', (_query, truthCase) => isTrue(truthCase, fleet, store()));
});

function loaded(options: Partial<SimulationOptions>): {
  readonly fleet: SimulatedFleet;
  readonly store: () => ClickhouseStore;
} {
  const fleet = simulateFleet('clickhouse', options);
  let store: ClickhouseStore | undefined;
  beforeAll(() => {
    store = openClickhouse(fleet.now);
    fillClickhouse(store, fleet);
  });
  afterAll(() => {
    store?.close();
    fleet.remove();
  });
  return { fleet, store: () => store as ClickhouseStore };
}

async function isTrue(truthCase: TruthCase, fleet: SimulatedFleet, store: ClickhouseStore): Promise<void> {
  const { text } = expansionOf(
    truthCase,
    queries,
    truthCase.hours === undefined ? fleet.range : fleet.last(truthCase.hours),
    optionsIn(fleet),
  );
  expectTruth(truthCase, await askClickhouse(store.query, text), fleet.truth, text);
}
