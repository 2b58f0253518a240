import { expect } from 'vitest';

import type { Truth } from '../../fleet/simulator/truth/truth.ts';
import type { FoundQuery } from '../../verify/panel-queries/find.ts';
import type { TimeRange } from '../../verify/panel-queries/periods.ts';
import type { QueryResult } from '../../verify/panel-queries/result-columns.ts';
import { type Choice, type ChosenQuery, expansionsOf, type OptionsOf } from './every-choice.ts';

/** A figure in a panel, and the same figure computed by the simulator from its own events. */
export interface TruthCase {
  /** The position of the query, as reported by the finder. */
  readonly query: string;
  readonly shown: (result: QueryResult) => number;
  readonly true: (truth: Truth) => number;
  /** Relative tolerance; by default 1e-6, for figures without sampling or rounding. */
  readonly within?: number;
  /** Hours before now; by default the whole history. */
  readonly hours?: number;
  /** The selection of the variables; by default All. */
  readonly choice?: Choice;
}

const EXACT = 1e-6;

/** Returns cases with their titles, for a table of tests. */
export function titled(cases: readonly TruthCase[]): [title: string, truthCase: TruthCase][] {
  return cases.map((truthCase) => [truthCase.query, truthCase]);
}

/** Returns the expanded query of a case; throws if the pack has no such query. */
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
    `${shown(result)} is shown, but the true value is ${value}: ${text}`,
  ).toBeLessThanOrEqual(Math.abs(value) * within + 1e-9);
}

/** The value of a column in the last row, or in the last matching row. */
export function last(column: string, match: Readonly<Record<string, string>> = {}): (result: QueryResult) => number {
  return (result) => Number(matching(result, match).at(-1)?.[indexOf(result, column)] ?? Number.NaN);
}

/** The sum of a column over the matching rows. */
export function sum(column: string, match: Readonly<Record<string, string>> = {}): (result: QueryResult) => number {
  return (result) => add(matching(result, match).map((row) => Number(row[indexOf(result, column)])));
}

/** The mean of a column over the matching rows. */
export function mean(column: string, match: Readonly<Record<string, string>> = {}): (result: QueryResult) => number {
  return (result) => sum(column, match)(result) / matching(result, match).length;
}

/** The smallest or largest value of a column. */
export function extreme(column: string, choose: (...values: number[]) => number): (result: QueryResult) => number {
  return (result) => choose(...result.rows.map((row) => Number(row[indexOf(result, column)])));
}

export function rowCount({ rows }: QueryResult): number {
  return rows.length;
}

export function add(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/**
 * Mean divided by the sample standard deviation of daily returns, times the square root of 365; NaN if they do not
 * differ.
 */
export function sharpe(returns: readonly number[]): number {
  const average = add(returns) / returns.length;
  return (
    (average / Math.sqrt(add(returns.map((value) => (value - average) ** 2)) / (returns.length - 1))) * Math.sqrt(365)
  );
}

/** The percentile of some values, with linear interpolation. */
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
