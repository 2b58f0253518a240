import { describe, expect, test } from 'vitest';

import { findQueries } from '../../verify/panel-queries/find.ts';
import { variableQuery } from '../../verify/panel-queries/variable-query.ts';
import { optionsIn, simulateFleet } from '../stores/simulated-fleet.ts';
import { lokiNames } from '../support/catalog-names.ts';
import { expansionsOf as nastyExpansionsOf } from '../support/fleet-queries.ts';
import { logqlProblems } from '../support/logql-names.ts';
import { committedFolder } from '../support/out-folder.ts';
import { expansionsOf } from './every-choice.ts';
import { named, reportQueries } from './report-queries.ts';
import { variants } from './variants.ts';

const queries = findQueries(committedFolder()).filter(({ language }) => language === 'logql');

// No package can run Loki in-process, so its grammar parses the queries, and the catalog has the labels and fields.
describe.each(variants)('LogQL, $name', (variant) => {
  const fleet = simulateFleet('loki', variant.options);
  fleet.remove();
  const asked = queries.flatMap((query) => [
    ...expansionsOf(query, fleet.range, optionsIn(fleet)).expanded,
    ...nastyExpansionsOf(query),
  ]);
  reportQueries('Loki (grammar and catalog)', variant, asked);

  test.each(named(asked))('%s', (_name, { query, text }) => {
    if (query.place !== 'variable') return expect(logqlProblems(text, lokiNames), text).toEqual([]);
    const { series, label } = variableQuery(text);
    expect(series === undefined ? [] : logqlProblems(series, lokiNames), text).toEqual([]);
    expect(lokiNames.streamLabels, text).toContain(label);
  });
});
