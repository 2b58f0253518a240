import { expect } from 'vitest';

import type { Truth } from '../../fleet/simulator/truth/truth.ts';
import type { FoundQuery } from '../../verify/panel-queries/find.ts';
import type { TimeRange } from '../../verify/panel-queries/periods.ts';
import type { QueryResult } from '../../verify/panel-queries/result-columns.ts';
import { type Choice, type ChosenQuery, expansionsOf, type OptionsOf } from './every-choice.ts';

/** A figure that a panel shows, and the same figure added up by the simulator from its own events. */
export interface TruthCase {
  /** Where the query is, as the finder says it. */
  readonly query: string;
  readonly shown: (result: QueryResult) => number;
  readonly true: (truth: Truth) => number;
  /** Relative; 1e-6 where nothing is sampled or rounded. */
  readonly within?: number;
  /** Hours before now; the whole history without it. */
  readonly hours?: number;
  /** Which values of the variables; all of them without it. */
  readonly choice?: Choice;
}

const EXACT = 1e-6;

/** Returns cases with their titles, for a table of tests. */
export function titled(cases: readonly TruthCase[]): [title: string, truthCase: TruthCase][] {
  return cases.map((truthCase) => [truthCase.query, truthCase]);
}

/** Returns the query of a case as it is sent; throws when the pack has none of that name. */
export function expansionOf(
  { query, choice }: TruthCase,
  queries: readonly FoundQuery[],
  range: TimeRange,
  optionsOf: OptionsOf,
): ChosenQuery {
  const found = queries.find(({ where }) => where === query);
  if (!found) throw new Error(`The pack has no query ${query}.`);
  const { expanded, problems } = expansionsOf(found, range, optionsOf);
  const chosen = expanded.find((candidate) => candidate.choice === (choice ?? 'all')) ?? expanded[0];
  if (!chosen) throw new Error(problems.map(({ problem }) => problem).join('\n'));
  return chosen;
}

/** Asserts that a panel shows the truth. */
export function expectTruth(
  { shown, true: expected, within = EXACT }: TruthCase,
  result: QueryResult,
  truth: Truth,
  text: string,
): void {
  const value = expected(truth);
  expect(Number.isFinite(value), 'the truth is a number').toBe(true);
  expect(
    Math.abs(shown(result) - value),
    `${shown(result)} is shown and ${value} is true: ${text}`,
  ).toBeLessThanOrEqual(Math.abs(value) * within + 1e-9);
}

/** The value of a column in the last row, of those that match where something is to match. */
export function last(column: string, match: Readonly<Record<string, string>> = {}): (result: QueryResult) => number {
  return (result) => Number(matching(result, match).at(-1)?.[indexOf(result, column)] ?? Number.NaN);
}

/** The sum of a column, of the rows that match. */
export function sum(column: string, match: Readonly<Record<string, string>> = {}): (result: QueryResult) => number {
  return (result) => add(matching(result, match).map((row) => Number(row[indexOf(result, column)])));
}

/** The mean of a column, of the rows that match. */
export function mean(column: string, match: Readonly<Record<string, string>> = {}): (result: QueryResult) => number {
  return (result) => sum(column, match)(result) / matching(result, match).length;
}

/** The least or largest value of a column. */
export function extreme(column: string, choose: (...values: number[]) => number): (result: QueryResult) => number {
  return (result) => choose(...result.rows.map((row) => Number(row[indexOf(result, column)])));
}

export function rowCount({ rows }: QueryResult): number {
  return rows.length;
}

export function add(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Mean over sample standard deviation of daily returns, times the root of 365; no number when they do not differ. */
export function sharpe(returns: readonly number[]): number {
  const average = add(returns) / returns.length;
  return (
    (average / Math.sqrt(add(returns.map((value) => (value - average) ** 2)) / (returns.length - 1))) * Math.sqrt(365)
  );
}

/** The value below which a share of some values lies, straight between two of them. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  const at = share * (sorted.length - 1);
  const [low = Number.NaN, high = low] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return low + (high - low) * (at - Math.floor(at));
}

function matching(
  { columns, rows }: QueryResult,
  match: Readonly<Record<string, string>>,
): readonly (readonly unknown[])[] {
  return rows.filter((row) =>
    Object.entries(match).every(([name, value]) => row[columns.findIndex((column) => column.name === name)] === value),
  );
}

function indexOf({ columns }: QueryResult, name: string): number {
  const index = columns.findIndex((column) => column.name === name);
  if (index < 0)
    throw new Error(`There is no column ${name}, only ${columns.map((column) => column.name).join(', ')}.`);
  return index;
}
