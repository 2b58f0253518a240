import { containsLabels, type Labels, labelsKey, labelsText } from '../labels.ts';
import { type ExpressionCommand, expressionCommand, type ExpressionNode, type Moment } from './commands.ts';
import { EvaluationError, labelsOf, type Match, NO_DATA, type Value } from './values.ts';

/** An entry of a rule's `data[]`. */
export interface RuleQuery extends ExpressionNode {
  readonly datasourceUid: string;
  readonly isExpression: boolean;
}
/** The queries and expressions that a rule computes. */
export interface Computation {
  readonly condition: string;
  readonly data: readonly RuleQuery[];
}

/** The result of a data source query, or its error. */
export type QueryOutcome =
  | { readonly values: readonly Value[] }
  | { readonly error: string; readonly isConversion?: true };

/** A number that templates see as `$values.<refId>`. */
export interface Capture {
  readonly refId: string;
  readonly labels: Labels;
  readonly value: number | null;
}

/** The result of one evaluation for one instance, before any `for`. */
export interface Result {
  readonly state: 'Normal' | 'Alerting' | 'NoData' | 'Error';
  /** Labels of the series; those of NoData name the data source and its queries. */
  readonly labels: Labels;
  readonly captures: readonly Capture[];
  /** Set for a classic condition, whose captures are its matches by number. */
  readonly isClassic?: true;
  readonly error?: EvaluationFailure;
}
export interface EvaluationFailure {
  readonly message: string;
  /** The query that failed; undefined when the rule itself is wrong. */
  readonly query?: { readonly refId: string; readonly datasourceUid: string };
}

/** The result of a query or an expression, or why it failed. */
export type Computed = { readonly values: readonly Value[] } | { readonly failure: EvaluationFailure };
/** The results of all queries and expressions of a rule, by refId. */
export type Outcomes = ReadonlyMap<string, Computed>;

/** The input of one evaluation: the rule, the results of its data source queries, and the moment. */
export interface Evaluation {
  readonly rule: Computation;
  /** Results by refId; one for an expression replaces its computation. */
  readonly queries: ReadonlyMap<string, QueryOutcome>;
  readonly moment: Moment;
}
/** The results of one evaluation, and the values that led to them. */
export interface Evaluated {
  readonly results: readonly Result[];
  readonly outcomes: Outcomes;
}

/**
 * Evaluates a rule once, given the results of its data source queries, as Grafana's server-side expressions and alert
 * evaluator do.
 */
export function evaluate({ rule, queries, moment }: Evaluation): Evaluated {
  let expressions: Map<string, ExpressionCommand>;
  try {
    expressions = checkedExpressions(rule, queries);
  } catch (error) {
    if (error instanceof EvaluationError) return { results: [failed({ message: error.message })], outcomes: new Map() };
    throw error;
  }
  const outcomes = computeAll({ rule, queries, moment, expressions });
  return { results: resultsOf(rule, outcomes), outcomes };
}

function resultsOf(rule: Computation, outcomes: Outcomes): Result[] {
  const outcome = outcomes.get(rule.condition);
  if (outcome && 'failure' in outcome) return [failed(outcome.failure)];
  const silent = rule.data.filter(({ refId, isExpression }) => !isExpression && isNoData(outcomes.get(refId)));
  if (silent.length > 0) return noData(silent);
  return results(rule.condition, outcome?.values ?? [], captured(rule, outcomes));
}

/** Grafana's checks before anything runs; one invalid expression fails the whole rule, used or not. */
function checkedExpressions(
  { condition, data }: Computation,
  given: ReadonlyMap<string, QueryOutcome>,
): Map<string, ExpressionCommand> {
  const computed = data.filter(({ refId, isExpression }) => isExpression && !given.has(refId));
  const commands = new Map(computed.map((node) => [node.refId, expressionCommand(node)]));
  for (const [refId, { inputs, isClassic, isHysteresis }] of commands) {
    if (isHysteresis && refId !== condition)
      throw new EvaluationError(`recovery threshold '${refId}' is only allowed to be the alert condition`);
    for (const input of inputs) {
      if (input === refId)
        throw new EvaluationError(`expression '${refId}' cannot reference itself. Must be query or another expression`);
      if (!data.some((query) => query.refId === input))
        throw new EvaluationError(`unable to find dependent node '${input}'`);
      if (isClassic && commands.has(input))
        throw new EvaluationError(
          `only data source queries may be inputs to a classic condition, ${input} is an expression`,
        );
      if (commands.get(input)?.isClassic)
        throw new EvaluationError(
          `classic conditions may not be the input for other expressions, but ${input} is the input for ${refId}`,
        );
    }
  }
  if (!data.some(({ refId }) => refId === condition))
    throw new EvaluationError(
      `condition ${condition} does not exist, must be one of [${data.map(({ refId }) => refId).join(' ')}]`,
    );
  for (const refId of commands.keys()) checkCycle(refId, commands, []);
  return commands;
}

function checkCycle(refId: string, commands: ReadonlyMap<string, ExpressionCommand>, path: readonly string[]): void {
  if (path.includes(refId)) throw new EvaluationError(`the expressions ${[...path, refId].join(' -> ')} form a cycle`);
  for (const input of commands.get(refId)?.inputs ?? []) checkCycle(input, commands, [...path, refId]);
}

/** Computes every query and expression, each after its inputs. */
function computeAll({
  rule,
  queries,
  moment,
  expressions,
}: Evaluation & { readonly expressions: ReadonlyMap<string, ExpressionCommand> }): Outcomes {
  const outcomes = new Map<string, Computed>();
  const compute = (query: RuleQuery): Computed => {
    const known = outcomes.get(query.refId);
    if (known) return known;
    const command = expressions.get(query.refId);
    const outcome = command
      ? run(command, new Map(inputsOf(command).map((input) => [input.refId, compute(input)])), moment)
      : ofQuery(query, queries.get(query.refId));
    outcomes.set(query.refId, outcome);
    return outcome;
  };
  const inputsOf = ({ inputs }: ExpressionCommand) => rule.data.filter(({ refId }) => inputs.includes(refId));
  for (const query of rule.data) compute(query);
  return outcomes;
}

function run(command: ExpressionCommand, given: Outcomes, moment: Moment): Computed {
  const inputs = new Map<string, readonly Value[]>();
  for (const input of command.inputs) {
    const outcome = given.get(input);
    // The first error of the chain is the one that is reported.
    if (outcome && 'failure' in outcome) return outcome;
    inputs.set(input, outcome?.values ?? []);
  }
  try {
    return { values: command.run(inputs, moment) };
  } catch (error) {
    if (error instanceof EvaluationError) return { failure: { message: error.message } };
    throw error;
  }
}

/** The results of a query, with Grafana's own text for query and conversion errors. */
function ofQuery({ refId, datasourceUid }: RuleQuery, outcome: QueryOutcome | undefined): Computed {
  if (!outcome) return { values: [NO_DATA] };
  if ('values' in outcome) return outcome.values.length > 0 ? outcome : { values: [NO_DATA] };
  const message = outcome.isConversion
    ? `[sse.readDataError] [${refId}] got error: ${outcome.error}`
    : `[sse.dataQueryError] failed to execute query [${refId}]: ${outcome.error}`;
  return { failure: { message, query: { refId, datasourceUid } } };
}

function isNoData(outcome: Computed | undefined): boolean {
  return outcome !== undefined && 'values' in outcome && outcome.values[0]?.kind === 'no data';
}

/**
 * One NoData result per data source, with the refIds that returned nothing; other queries of the rule are ignored then.
 */
function noData(silent: readonly RuleQuery[]): Result[] {
  const sources = [...new Set(silent.map(({ datasourceUid }) => datasourceUid))];
  return sources.map((uid) => {
    const refIds = silent.filter(({ datasourceUid }) => datasourceUid === uid).map(({ refId }) => refId);
    return { state: 'NoData', captures: [], labels: { datasource_uid: uid, ref_id: refIds.sort().join(',') } };
  });
}

/** The captures of each refId, by their labels. */
type CaptureIndex = readonly ReadonlyMap<string, Capture>[];

function results(condition: string, values: readonly Value[], captures: CaptureIndex): Result[] {
  if (values.length === 0) return [{ state: 'NoData', labels: {}, captures: [] }];
  const found = values.map((value): Result => {
    if (value.kind === 'series')
      return failed({
        message: `invalid format of evaluation results for the alert definition ${condition}: looks like time series data, only reduced data can be alerted on.`,
      });
    if (value.kind === 'no data') return { state: 'NoData', labels: {}, captures: [] };
    const labels = labelsOf(value);
    const state = value.value === null ? 'NoData' : value.value === 0 ? 'Normal' : 'Alerting';
    if (value.kind === 'number' && value.matches)
      return { state, labels, captures: classicCaptures(condition, value.matches), isClassic: true };
    return { state, labels, captures: capturesFor(labels, captures) };
  });
  const seen = new Set<string>();
  for (const { labels } of found) {
    const key = labelsKey(labels);
    if (seen.has(key))
      return [
        {
          ...failed({
            message: `frame cannot uniquely be identified by its labels: has duplicate results with labels ${labelsText(labels)}`,
          }),
          labels,
        },
      ];
    seen.add(key);
  }
  return found;
}

function failed(error: EvaluationFailure): Result {
  return { state: 'Error', labels: {}, captures: [], error };
}

/** Every number that a query or an expression returned. */
function captured({ data }: Computation, outcomes: Outcomes): CaptureIndex {
  return data.flatMap(({ refId }) => {
    const outcome = outcomes.get(refId);
    if (!outcome || 'failure' in outcome) return [];
    const numbers = outcome.values.filter((value) => value.kind === 'number' || value.kind === 'scalar');
    return [
      new Map(
        numbers.map((value) => [labelsKey(labelsOf(value)), { refId, labels: labelsOf(value), value: value.value }]),
      ),
    ];
  });
}

/**
 * For each refId the number with the same labels, or else those whose labels contain the instance's or are contained in
 * them.
 */
function capturesFor(labels: Labels, captures: CaptureIndex): Capture[] {
  const key = labelsKey(labels);
  return captures.flatMap((ofRefId) => {
    const exact = ofRefId.get(key);
    return exact
      ? [exact]
      : [...ofRefId.values()].filter(
          (capture) => containsLabels(labels, capture.labels) || containsLabels(capture.labels, labels),
        );
  });
}

/** `B0`, `B1`, …: the matches in order, whatever condition they meet. */
function classicCaptures(condition: string, matches: readonly Match[]): Capture[] {
  return matches.map(({ labels, value }, index) => ({ refId: `${condition}${index}`, labels, value }));
}
