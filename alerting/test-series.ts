import type { AlertTestSpec, ExpectedInstance } from '../src/index.ts';

/** Contact points that hear of an alert by its severity and team, in the committed configuration. */
export const TOLD = {
  critical: ['pf-pagerduty', 'pf-slack', 'pf-webhook'],
  criticalMoney: ['pf-pagerduty', 'pf-slack', 'pf-email'],
  warning: ['pf-slack', 'pf-webhook'],
  info: ['pf-email'],
} as const;

/** What a summary says when there is no value to print. */
export function notEvaluated(title: string): string {
  return `${title} is not being evaluated: its query found no data`;
}

/**
 * A test that what fires at 19 minutes goes on while its data source does not answer from 20 to 30 minutes on, and
 * beyond: nobody is notified that it is over.
 */
export function keepsThroughOutage(
  source: 'prometheus' | 'postgres' | 'clickhouse',
  test: Pick<AlertTestSpec, 'rule' | 'series' | 'frames' | 'rule_files' | 'interval'>,
  firing: ExpectedInstance,
): AlertTestSpec {
  return {
    ...test,
    name: `goes on while ${source} does not answer`,
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
 * promtool's notation of a counter that begins at 0 and grows by so much a step, for so many steps, phase after phase.
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

/** Series of 300 agents, one of which is in trouble: `a0` … `a299`, and `a123`. */
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
