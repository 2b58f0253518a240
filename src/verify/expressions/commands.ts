import { MathSyntaxError, mathVariables, parseMath } from '../../grafana/math-expression.ts';
import { prometheusDurationMs } from '../../grafana/durations.ts';
import { isObject, type JsonObject } from '../../folder/json.ts';
import { classic, type ClassicCondition, classicReduce } from './classic.ts';
import { evaluateMath, type Inputs } from './math.ts';
import { type NonNumbers, reduce, reducerOf } from './reduce.ts';
import { resample } from './resample.ts';
import { type Evaluator, predicate, threshold } from './threshold.ts';
import { EvaluationError, type Value } from './values.ts';

/** What an expression is computed with besides its inputs; times in milliseconds. */
export interface Moment {
  readonly now: number;
  /** Label keys of the instances that are firing or pending, for recovery thresholds. */
  readonly loaded: ReadonlySet<string>;
}

/** A parsed and checked expression of a rule. */
export interface ExpressionCommand {
  readonly inputs: readonly string[];
  /** A classic condition: only data source queries may be its inputs, and it may not be an input itself. */
  readonly isClassic: boolean;
  /** A threshold with a recovery threshold, which is allowed only as the condition. */
  readonly isHysteresis: boolean;
  readonly run: (inputs: Inputs, moment: Moment) => Value[];
}

/** The part of a rule's `data[]` entry that an expression needs; the range is in seconds. */
export interface ExpressionNode {
  readonly refId: string;
  readonly model: JsonObject;
  readonly relativeTimeRange: { readonly from: number; readonly to: number };
}

/** Reads an expression's model as Grafana does when it builds a rule; throws EvaluationError where that fails. */
export function expressionCommand(node: ExpressionNode): ExpressionCommand {
  const { type } = node.model;
  const read = typeof type === 'string' ? commands[type] : undefined;
  if (!read)
    throw new EvaluationError(
      `${JSON.stringify(type ?? null)} in refId '${node.refId}' is not a recognized expression type`,
    );
  try {
    return { isClassic: false, isHysteresis: false, ...read(node) };
  } catch (error) {
    if (error instanceof EvaluationError)
      throw new EvaluationError(`[${node.refId}] invalid expression: ${error.message}`);
    if (error instanceof MathSyntaxError)
      throw new EvaluationError(`[${node.refId}] invalid expression: expr: ${error.message}`);
    throw error;
  }
}

type Reader = (node: ExpressionNode) => Pick<ExpressionCommand, 'inputs' | 'run'> & Partial<ExpressionCommand>;

const commands: Readonly<Record<string, Reader>> = {
  math: mathCommand,
  reduce: reduceCommand,
  resample: resampleCommand,
  threshold: thresholdCommand,
  classic_conditions: classicCommand,
};

function mathCommand({ model }: ExpressionNode): ReturnType<Reader> {
  const node = parseMath(text(model['expression'], 'a math expression'));
  return { inputs: mathVariables(node).map(({ refId }) => refId), run: (inputs) => evaluateMath(node, inputs) };
}

function reduceCommand({ model }: ExpressionNode): ReturnType<Reader> {
  const input = inputOf(model);
  const reducer = text(model['reducer'], 'a reducer');
  reducerOf(reducer);
  const nonNumbers = nonNumbersOf(model['settings']);
  return { inputs: [input], run: (inputs) => reduce(inputs.get(input) ?? [], reducer, nonNumbers) };
}

function nonNumbersOf(settings: unknown): NonNumbers {
  const { mode, replaceWithValue } = isObject(settings) ? settings : {};
  if (mode === undefined || mode === '') return undefined;
  if (mode === 'dropNN') return { mode: 'drop' };
  if (mode !== 'replaceNN')
    throw new EvaluationError(`reducer mode '${String(mode)}' is not supported. Supported only: [dropNN,replaceNN]`);
  if (typeof replaceWithValue !== 'number')
    throw new EvaluationError("setting replaceWithValue must be a number when mode is 'replaceNN'");
  return { mode: 'replace', value: replaceWithValue };
}

function resampleCommand({ model, relativeTimeRange }: ExpressionNode): ReturnType<Reader> {
  const input = inputOf(model);
  const window = text(model['window'], 'a window');
  const windowMs = prometheusDurationMs(window);
  if (windowMs === undefined || windowMs === 0)
    throw new EvaluationError(`failed to parse resample "window" duration field "${window}"`);
  const samplers = {
    downsampler: text(model['downsampler'], 'a downsampler'),
    upsampler: text(model['upsampler'], 'an upsampler'),
  };
  const from = (now: number) => now - relativeTimeRange.from * 1000;
  const to = (now: number) => now - relativeTimeRange.to * 1000;
  return {
    inputs: [input],
    run: (inputs, { now }) =>
      resample(inputs.get(input) ?? [], { windowMs, ...samplers, from: from(now), to: to(now) }),
  };
}

function thresholdCommand({ model }: ExpressionNode): ReturnType<Reader> {
  // Unlike other expressions, a threshold takes the refId without a dollar.
  const input = text(model['expression'], 'an expression');
  const conditions: readonly unknown[] = Array.isArray(model['conditions']) ? model['conditions'] : [];
  const [condition] = conditions;
  if (conditions.length !== 1 || !isObject(condition))
    throw new EvaluationError('threshold expression requires exactly one condition');
  const load = evaluatorOf(condition['evaluator']);
  const unload =
    condition['unloadEvaluator'] === undefined || condition['unloadEvaluator'] === null
      ? undefined
      : evaluatorOf(condition['unloadEvaluator']);
  predicate(load);
  if (unload) predicate(unload);
  return {
    inputs: [input],
    isHysteresis: unload !== undefined,
    run: (inputs, { loaded }) => threshold(inputs.get(input) ?? [], load, unload, loaded),
  };
}

function classicCommand({ model }: ExpressionNode): ReturnType<Reader> {
  const listed: readonly unknown[] = Array.isArray(model['conditions']) ? model['conditions'] : [];
  const conditions = listed.map((condition, index) => classicCondition(isObject(condition) ? condition : {}, index));
  return {
    inputs: conditions.map(({ refId }) => refId),
    isClassic: true,
    run: (inputs) => [classic(conditions, inputs)],
  };
}

function classicCondition(condition: JsonObject, index: number): ClassicCondition {
  const { query, reducer, operator } = condition;
  const [refId] = isObject(query) && Array.isArray(query['params']) ? (query['params'] as readonly unknown[]) : [];
  const joined = isObject(operator) ? operator['type'] : undefined;
  if (index > 0 && joined !== 'and' && joined !== 'or')
    throw new EvaluationError(`condition ${index + 1} operator must be \`and\` or \`or\``);
  const reducerName = text(isObject(reducer) ? reducer['type'] : undefined, `a reducer in condition ${index + 1}`);
  classicReduce({ kind: 'series', labels: {}, points: [] }, reducerName);
  return {
    refId: text(refId, `the query refId of condition ${index + 1}`),
    reducer: reducerName,
    evaluator: evaluatorOf(condition['evaluator']),
    operator: joined === 'or' ? 'or' : 'and',
  };
}

function evaluatorOf(value: unknown): Evaluator {
  const { type, params } = isObject(value) ? value : {};
  const numbers: readonly unknown[] = Array.isArray(params) ? params : [];
  if (!numbers.every((param) => typeof param === 'number'))
    throw new EvaluationError('the params of an evaluator must be numbers');
  return { type: text(type, 'a type of evaluator'), params: numbers as readonly number[] };
}

/** The refId an expression reads; a dollar before it is tolerated. */
function inputOf(model: JsonObject): string {
  return text(model['expression'], 'an expression').replace(/^\$/, '');
}

function text(value: unknown, what: string): string {
  if (typeof value !== 'string' || value === '') throw new EvaluationError(`${what} is missing`);
  return value;
}
