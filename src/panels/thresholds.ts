import { type Threshold, ThresholdsConfigBuilder, ThresholdsMode } from '@grafana/grafana-foundation-sdk/dashboard';

interface Limits {
  readonly warn: number;
  readonly critical: number;
}

/** Green, amber from `warn`, red from `critical`: more is worse. */
export function highIsBad(limits: Limits): ThresholdsConfigBuilder {
  return steps([step(null, 'green'), step(limits.warn, 'orange'), step(limits.critical, 'red')]);
}

/**
 * Blue below zero, where a cost is a gain, then green to red in four steps, so that small costs are also told apart.
 */
export function costScale({ warn, critical }: Limits): ThresholdsConfigBuilder {
  return steps([
    step(null, 'blue'),
    step(0, 'green'),
    step(warn / 2, 'yellow'),
    step(warn, 'orange'),
    step(critical, 'red'),
  ]);
}

/** Red, amber from `critical`, green from `warn`: less is worse. */
export function lowIsBad(limits: Limits): ThresholdsConfigBuilder {
  return steps([step(null, 'red'), step(limits.critical, 'orange'), step(limits.warn, 'green')]);
}

/** Threshold lines that a value must stay above, each in the colour of the range below it. */
export function lowLines(limits: Limits): ThresholdsConfigBuilder {
  return steps([step(null, 'transparent'), step(limits.critical, 'red'), step(limits.warn, 'orange')]);
}

/** Red below zero or another break-even point, green above; the minus sign tells colour-blind readers the same. */
export function signed(evenAt = 0): ThresholdsConfigBuilder {
  return steps([step(null, 'red'), step(evenAt, 'green')]);
}

/** Green at zero, red from one: every single case needs attention. */
export function noneIsGood(): ThresholdsConfigBuilder {
  return steps([step(null, 'green'), step(1, 'red')]);
}

/** Red at zero, green from one: something that should exist. */
export function noneIsBad(): ThresholdsConfigBuilder {
  return steps([step(null, 'red'), step(1, 'green')]);
}

/** One neutral colour, for figures that are neither good nor bad. */
export function neutral(): ThresholdsConfigBuilder {
  return steps([step(null, 'blue')]);
}

/** The same limits as the value of an override. */
export function asProperty(thresholds: ThresholdsConfigBuilder): { id: string; value: unknown } {
  return { id: 'thresholds', value: thresholds.build() };
}

function steps(list: Threshold[]): ThresholdsConfigBuilder {
  return new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(list);
}

function step(value: number | null, color: string): Threshold {
  return { value, color };
}
