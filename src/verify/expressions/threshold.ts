import { labelsKey } from '../labels.ts';
import { EvaluationError, labelsOf, NO_DATA, type Value } from './values.ts';
import { own } from '../../grafana/own.ts';

/** The evaluator of a threshold expression: `{type: gt, params: [15]}`. */
export interface Evaluator {
  readonly type: string;
  readonly params: readonly number[];
}

const predicates: Readonly<
  Record<string, { readonly params: number; readonly holds: (value: number, left: number, right: number) => boolean }>
> = {
  gt: { params: 1, holds: (value, limit) => value > limit },
  lt: { params: 1, holds: (value, limit) => value < limit },
  eq: { params: 1, holds: (value, limit) => value === limit },
  ne: { params: 1, holds: (value, limit) => value !== limit },
  gte: { params: 1, holds: (value, limit) => value >= limit },
  lte: { params: 1, holds: (value, limit) => value <= limit },
  within_range: { params: 2, holds: (value, left, right) => value > left && value < right },
  outside_range: { params: 2, holds: (value, left, right) => value < left || value > right },
  within_range_included: { params: 2, holds: (value, left, right) => value >= left && value <= right },
  outside_range_included: { params: 2, holds: (value, left, right) => value <= left || value >= right },
};

/**
 * 1 or 0 for every value, with its labels. With a recovery threshold (`unload`), an instance that is firing or pending
 * keeps firing until it meets that threshold; `loaded` holds the label keys of those instances.
 */
export function threshold(
  input: readonly Value[],
  load: Evaluator,
  unload: Evaluator | undefined,
  loaded: ReadonlySet<string>,
): Value[] {
  const fires = predicate(load);
  const recovers = unload && predicate(unload);
  return input.map((value): Value => {
    const isLoaded = recovers !== undefined && loaded.has(labelsKey(labelsOf(value)));
    const judge = (number: number | null) =>
      number === null ? null : Number(isLoaded ? !recovers(number) : fires(number));
    switch (value.kind) {
      case 'series':
        return { ...value, points: value.points.map((point) => ({ time: point.time, value: judge(point.value) })) };
      case 'number':
      case 'scalar':
        return { ...value, value: judge(value.value) };
      case 'no data':
        return NO_DATA;
    }
  });
}

/** The check of an evaluator; throws EvaluationError for one that Grafana rejects. */
export function predicate({ type, params }: Evaluator): (value: number) => boolean {
  const found = own(predicates, type);
  if (!found)
    throw new EvaluationError(
      `expected threshold function to be one of [${Object.keys(predicates).join(', ')}], got ${type}`,
    );
  if (params.length < found.params)
    throw new EvaluationError(
      `incorrect number of arguments for threshold function '${type}': got ${params.length} but need ${found.params}`,
    );
  const [left = Number.NaN, right = Number.NaN] = params;
  return (value) => found.holds(value, left, right);
}
