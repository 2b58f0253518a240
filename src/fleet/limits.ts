import type { Conflict } from '../define/pack.ts';
import { defaultThresholds, type Thresholds } from './thresholds.ts';

type Limits = Readonly<Record<string, number>>;

/** Limits that are fractions: 0.15 is 15 %. */
export const FRACTIONS: ReadonlySet<string> = new Set([
  'drawdown',
  'apiErrorRatio',
  'rejectRatio',
  'fillRatio',
  'escrowReturnRatio',
  'escrowTimeoutRatio',
  'concentrationRatio',
  'staleAgentsRatio',
  'apiClientErrorRatio',
  'withdrawalRatio',
  'dailyLossRatio',
] satisfies (keyof Thresholds)[]);

/**
 * Completes a group of limits. If `critical` is set, the missing ones keep their default proportion to it. Otherwise
 * the default `recover` could end up on the wrong side of `critical`, and the alert would never fire between the two.
 */
export function completed(defaults: number | Limits, given: unknown): number | Limits {
  if (typeof defaults === 'number') return typeof given === 'number' ? given : defaults;
  const own = (given ?? {}) as Limits;
  // Without `critical` there is nothing to scale by; `warn` alone changes only a colour.
  if (own['critical'] === undefined || defaults['critical'] === undefined) return { ...defaults, ...own };
  const factor = own['critical'] / defaults['critical'];
  const isFraction = Object.values(defaults).every((value) => value <= 1);
  const scaled = Object.entries(defaults).map(([key, value]) => {
    // Removes floating-point noise: 0.13 * 0.8 is 0.10400000000000001.
    const moved = Number((value * factor).toPrecision(12));
    return [key, isFraction && value < 1 ? Math.min(1, moved) : moved];
  });
  return { ...Object.fromEntries(scaled), ...own };
}

/** Returns a problem for each pair of limits in the wrong order. */
export function limitProblems(thresholds: Thresholds): Conflict[] {
  return Object.entries(thresholds).flatMap(([name, value]) => {
    const usual: unknown = defaultThresholds[name as keyof Thresholds];
    if (typeof value === 'number' || typeof usual !== 'object' || usual === null || !('critical' in usual)) return [];
    const isHighBad = ((usual as Limits)['critical'] ?? 0) >= ((usual as Limits)['warn'] ?? 0);
    return [
      ...misplaced(name, value as Limits, 'warn', isHighBad, 'would never appear before the alert'),
      ...misplaced(
        name,
        value as Limits,
        'recover',
        isHighBad,
        'the alert would flip between its states and never fire',
      ),
    ];
  });
}

/** Returns a problem if `warn` or `recover` is on the bad side of `critical`. */
function misplaced(
  name: string,
  limits: Limits,
  key: 'warn' | 'recover',
  isHighBad: boolean,
  effect: string,
): Conflict[] {
  const { critical, [key]: other } = limits;
  if (critical === undefined || other === undefined || (isHighBad ? other <= critical : other >= critical)) return [];
  const side = isHighBad ? 'below' : 'above';
  return [
    {
      id: 'config/limits',
      paths: [`thresholds.${name}.critical`, `thresholds.${name}.${key}`],
      message: `thresholds.${name}.${key} is ${other} and thresholds.${name}.critical is ${critical}: ${key === 'warn' ? 'the warning' : 'between the two,'} ${effect}.`,
      hint: `Set thresholds.${name}.${key} ${side} thresholds.${name}.critical.`,
    },
  ];
}
