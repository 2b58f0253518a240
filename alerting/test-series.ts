import type { AlertTestSpec, ExpectedInstance } from '../src/index.ts';

/** Contact points of an alert by its severity and team, in the committed configuration. */
export const TOLD = {
  critical: ['pf-pagerduty', 'pf-slack', 'pf-webhook'],
  criticalMoney: ['pf-pagerduty', 'pf-slack', 'pf-email'],
  warning: ['pf-slack', 'pf-webhook'],
  info: ['pf-email'],
} as const;

/** The summary of an alert without a value. */
export function notEvaluated(title: string): string {
  return `${title} is not being evaluated: its query found no data`;
}

/**
 * A test that an alert which fires at minute 19 keeps firing during and after an outage of its data source from minute
 * 20 to 30, without a resolved message.
 */
export function keepsThroughOutage(
  source: 'prometheus' | 'postgres' | 'clickhouse',
  test: Pick<AlertTestSpec, 'rule' | 'series' | 'frames' | 'rule_files' | 'interval'>,
  firing: ExpectedInstance,
): AlertTestSpec {
  return {
    ...test,
    name: `keeps firing while ${source} does not answer`,
    sources: { [source]: 'unreachable 20m..30m' },
    expect: {
      '19m': [firing],
      '25m': [{ ...firing, reason: 'Error, KeepLast' }],
      '40m': [firing],
    },
  };
}
export const RECORDING_RULES = '../out/stack/prometheus/recording-rules.yaml';

/**
 * Returns promtool's notation of a counter that starts at 0, with phases of a growth per step and a number of steps.
 */
export function counter(...phases: readonly (readonly [perStep: number, steps: number])[]): string {
  let last = 0;
  const parts = phases.map(([perStep, steps], index) => {
    const first = index === 0 ? 0 : last + perStep;
    const more = index === 0 ? steps : steps - 1;
    last = first + perStep * more;
    return `${first}+${perStep}x${more}`;
  });
  return parts.join(' ');
}

/** Series of 300 agents, `a0` … `a299`, of which only `a123` breaches. */
export function among300(
  calm: (agent: string) => Readonly<Record<string, string>>,
  troubled: (agent: string) => Readonly<Record<string, string>>,
): Record<string, string> {
  const agents = Array.from({ length: 300 }, (_, index) => `a${index}`);
  return Object.assign({}, ...agents.map((agent) => (agent === 'a123' ? troubled(agent) : calm(agent)))) as Record<
    string,
    string
  >;
}
