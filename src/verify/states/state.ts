import type { Capture } from '../expressions/evaluate.ts';
import type { Labels } from '../labels.ts';

/** States of an alert instance, as Grafana's alert list names them. */
export type State = 'Normal' | 'Pending' | 'Alerting' | 'Recovering' | 'NoData' | 'Error';

/** A rule's settings for time and for missing or failed results; durations in milliseconds. */
export interface StateRule {
  readonly intervalMs: number;
  readonly forMs: number;
  readonly keepFiringForMs: number;
  readonly missingSeriesEvalsToResolve: number;
  readonly noDataState: 'NoData' | 'Alerting' | 'OK' | 'KeepLast';
  readonly execErrState: 'Error' | 'Alerting' | 'OK' | 'KeepLast';
}

/** One alert instance after an evaluation; times in milliseconds. */
export interface Instance {
  readonly key: string;
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly state: State;
  /** Why the state differs from the result: `NoData`, `Error, KeepLast`, `MissingSeries`; empty when it does not. */
  readonly reason: string;
  readonly startsAt: number;
  readonly lastEvaluation: number;
  /** Key of the series' own labels. */
  readonly resultKey: string;
  /** Numbers by refId. */
  readonly values: Readonly<Record<string, number | null>>;
  /** The same with their labels; empty without a result. */
  readonly captures: readonly Capture[];
}

/** Whether Grafana sends the instance to its Alertmanager as firing. */
export function isFiring({ state }: Pick<Instance, 'state'>): boolean {
  return state !== 'Normal' && state !== 'Pending';
}
