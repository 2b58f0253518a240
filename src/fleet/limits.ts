import type { Conflict } from '../define/pack.ts';
import { defaultThresholds, type Thresholds } from './thresholds.ts';

type Limits = Readonly<Record<string, number>>;

/** Limits that are a share of something: 0.15 is 15 %. */
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
 * A limit as it is given, the others of its group in the proportion to `critical` that they have by default: with
 * `critical` moved alone, `recover` would stay behind on the wrong side, and the alert between the two would never fire.
 */
export function completed(defaults: number | Limits, given: unknown): number | Limits {
  if (typeof defaults === 'number') return typeof given === 'number' ? given : defaults;
  const own = (given ?? {}) as Limits;
  // A colour that is moved alone moves no alert.
  if (own['critical'] === undefined || defaults['critical'] === undefined) return { ...defaults, ...own };
  const factor = own['critical'] / defaults['critical'];
  const isFraction = Object.values(defaults).every((value) => value <= 1);
  const scaled = Object.entries(defaults).map(([key, value]) => {
    // Without the dust of binary fractions: 0.13 * 0.8 is 0.10400000000000001.
    const moved = Number((value * factor).toPrecision(12));
    return [key, isFraction && value < 1 ? Math.min(1, moved) : moved];
  });
  return { ...Object.fromEntries(scaled), ...own };
}

/** Limits in the wrong order, each finding naming both. */
export function limitProblems(thresholds: Thresholds): Conflict[] {
  return Object.entries(thresholds).flatMap(([name, value]) => {
    const usual: unknown = defaultThresholds[name as keyof Thresholds];
    if (typeof value === 'number' || typeof usual !== 'object' || usual === null || !('critical' in usual)) return [];
    const isHighBad = ((usual as Limits)['critical'] ?? 0) >= ((usual as Limits)['warn'] ?? 0);
    return [
      ...misplaced(name, value as Limits, 'warn', isHighBad, 'would never be seen before the alert'),
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

/** `warn` and `recover` lie on the well side of `critical`. */
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
      message: `thresholds.${name}.${key} is ${other} and thresholds.${name}.critical is ${critical}: ${key === 'warn' ? 'the warning' : 'in between'} ${effect}.`,
      hint: `Set thresholds.${name}.${key} ${side} thresholds.${name}.critical.`,
    },
  ];
}
