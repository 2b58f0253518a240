import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { SimulationOptions } from '../../fleet/simulator/options.ts';
import { askPostgres } from '../../verify/panel-queries/ask-postgres.ts';
import { findQueries } from '../../verify/panel-queries/find.ts';
import { resultProblems } from '../../verify/panel-queries/result-problems.ts';
import { fillPostgres } from '../stores/fill.ts';
import { postgresEngines, type PostgresStore } from '../stores/postgres-store.ts';
import { optionsIn, type SimulatedFleet, simulateFleet } from '../stores/simulated-fleet.ts';
import { committedFolder } from '../support/out-folder.ts';
import { documentQueries, expectCorrection } from './document-queries.ts';
import { expansionsOf } from './every-choice.ts';
import { needsRows } from './may-be-empty.ts';
import { bookOfOneAgent, bookOfOneAgentInAMonth } from './one-agent-truth.ts';
import { postgresSharpe, postgresTruth } from './postgres-truth.ts';
import { named, reportQueries } from './report-queries.ts';
import { expansionOf, expectTruth, titled, type TruthCase } from './truth-case.ts';
import { variants } from './variants.ts';

const queries = findQueries(committedFolder()).filter(({ language }) => language === 'postgres');

describe.each(postgresEngines)('%s', (engine, open) => {
  describe.each(variants)('$name', (variant) => {
    const { fleet, store } = loaded(variant.options);
    const optionsOf = optionsIn(fleet);
    const asked = queries.flatMap((query) => expansionsOf(query, fleet.range, optionsOf).expanded);
    reportQueries(engine, variant, asked);

    test.each(named(asked))('%s', async (_name, expanded) => {
      const result = await askPostgres(store().query, expanded.text);
      expect(resultProblems(expanded.query, result), expanded.text).toEqual([]);
      if (needsRows(expanded, variant)) expect(result.rows.length, expanded.text).toBeGreaterThan(0);
    });

    test.each(named(queries.flatMap((query) => expansionsOf(query, fleet.before, optionsOf).expanded)))(
      'before any data: %s',
      async (_name, { query, text }) => {
        expect(resultProblems(query, await askPostgres(store().query, text)), text).toEqual([]);
      },
    );

    test.each(variant.isMain ? documentQueries('postgres') : [])('%s', (_says, query) =>
      expectCorrection(query, {
        ask: (text) => askPostgres(store().query, text),
        truth: fleet.truth,
        range: fleet.range,
        queries,
        optionsOf,
      }),
    );

    test.each(titled(variant.isMain ? [...postgresTruth, ...bookOfOneAgent] : []))(
      '%s shows the truth',
      (_query, truthCase) => isTrue(truthCase, fleet, store()),
    );
  });

  describe.each(variants.filter(({ isMain }) => isMain))('40 days', () => {
    const { fleet, store } = loaded({ agents: 4, days: 40, eventsPerDay: 40 });
    test.each(titled([...postgresSharpe, ...bookOfOneAgentInAMonth]))('%s shows the truth', (_query, truthCase) =>
      isTrue(truthCase, fleet, store()),
    );
  });

  function loaded(options: Partial<SimulationOptions>): {
    readonly fleet: SimulatedFleet;
    readonly store: () => PostgresStore;
  } {
    const fleet = simulateFleet('postgres', options);
    let store: PostgresStore | undefined;
    beforeAll(async () => {
      store = await open(fleet.now);
      await fillPostgres(store, fleet);
    });
    afterAll(async () => {
      await store?.close();
      fleet.remove();
    });
    return { fleet, store: () => store as PostgresStore };
  }
});

async function isTrue(truthCase: TruthCase, fleet: SimulatedFleet, store: PostgresStore): Promise<void> {
  const { text } = expansionOf(
    truthCase,
    queries,
    truthCase.hours === undefined ? fleet.range : fleet.last(truthCase.hours),
    optionsIn(fleet),
  );
  expectTruth(truthCase, await askPostgres(store.query, text), fleet.truth, text);
}
