import { inputsOf } from '../expression-inputs.ts';
import type { AlertQuery, AlertRule } from '../folder.ts';
import { listOf, objectOf, textOf } from '../json.ts';
import type { Path } from '../source/source.ts';
import { firingRegion, type RangeOf, rangeOfRef } from './alert-range.ts';
import { comparisonText, regionOf } from './comparison.ts';
import { ALL, common, isEmpty, isPoint, NOT_NEGATIVE, type Range, rangeText, sumOfMany } from './range.ts';

/** Why a condition is never met: the end of a sentence, and the place below the condition. */
export interface NeverMet {
  readonly at: Path;
  readonly because: string;
}

/** Why nothing that a rule's queries can return meets its condition; undefined when something can. */
export function neverMet(condition: AlertQuery, alert: AlertRule, rangeOf: RangeOf): NeverMet | undefined {
  const { model } = condition;
  if (condition.isExpression && model['type'] === 'threshold') {
    const [input] = inputsOf(condition);
    const range = input ? rangeOfRef(alert, input.refId, rangeOf) : ALL;
    const evaluator = objectOf(objectOf(listOf(model['conditions'])[0])['evaluator']);
    return misses(firingRegion(model), range)
      ? {
          at: ['model', 'conditions', 0, 'evaluator'],
          because: missText(input?.refId ?? '', range, comparisonText(evaluator['type'], listOf(evaluator['params']))),
        }
      : undefined;
  }
  if (condition.isExpression && model['type'] === 'classic_conditions')
    return classicProblem(condition, alert, rangeOf);
  const range = rangeOf(condition);
  if (isEmpty(range)) return { at: [], because: `${condition.refId} returns nothing` };
  return isPoint(range) && range.low === 0
    ? { at: [], because: `${condition.refId} can only be 0, but a rule fires for values that are not 0` }
    : undefined;
}

/** Conditions are combined from left to right: `or` needs one of its sides, `and` both. */
function classicProblem({ model }: AlertQuery, alert: AlertRule, rangeOf: RangeOf): NeverMet | undefined {
  const parts = listOf(model['conditions']).map((entry, index) => {
    const condition = objectOf(entry);
    const evaluator = objectOf(condition['evaluator']);
    const refId = textOf(listOf(objectOf(condition['query'])['params'])[0]) ?? '';
    const range = classicRange(textOf(objectOf(condition['reducer'])['type']) ?? '', rangeOfRef(alert, refId, rangeOf));
    const params = listOf(evaluator['params']);
    return {
      index,
      isOr: /or/.test(textOf(objectOf(condition['operator'])['type']) ?? ''),
      canBe: !misses(classicRegion(evaluator['type'], params), range),
      because: missText(refId, range, comparisonText(evaluator['type'], params)),
    };
  });
  const canFire = parts.reduce((before, { index, isOr, canBe }) => {
    if (index === 0) return canBe;
    return isOr ? before || canBe : before && canBe;
  }, true);
  const impossible = parts.find(({ canBe }) => !canBe);
  return canFire || !impossible
    ? undefined
    : { at: ['model', 'conditions', impossible.index, 'evaluator'], because: impossible.because };
}

function classicRange(reducer: string, range: Range): Range {
  if (['avg', 'min', 'max', 'last', 'median'].includes(reducer)) return range;
  if (reducer === 'sum') return sumOfMany(range);
  return reducer.startsWith('count') ? NOT_NEGATIVE : ALL;
}

/** Classic conditions accept the ends of a `within` range in either order. */
function classicRegion(type: unknown, params: readonly unknown[]): readonly Range[] | undefined {
  const isWithin = typeof type === 'string' && type.startsWith('within');
  return regionOf(type, isWithin ? [...params].sort((left, right) => Number(left) - Number(right)) : params);
}

function misses(region: readonly Range[] | undefined, range: Range): boolean {
  return region?.every((part) => isEmpty(common(part, range))) === true;
}

function missText(refId: string, range: Range, wanted: string): string {
  return `${refId} is ${rangeText(range)}, but the condition requires ${wanted}`;
}
