import type { Result } from '../expressions/evaluate.ts';
import { type Labels, labelsKey } from '../labels.ts';
import type { Instance, State, StateRule } from './state.ts';

/** The labels and annotations of the instance for a result, with templates expanded. */
export type Describe = (result: Result) => { readonly labels: Labels; readonly annotations: Labels };

/** Instances by key: those that Grafana keeps, and those that ended with this evaluation. */
export interface Instances {
  readonly kept: ReadonlyMap<string, Instance>;
  readonly ended: readonly Instance[];
}

type Standing = Pick<Instance, 'state' | 'startsAt'>;

/**
 * The instances of a rule after one more evaluation. Follows the state manager of Grafana 12 and newer; older releases
 * have neither Recovering nor `missing_series_evals_to_resolve`.
 */
export function advance(
  rule: StateRule,
  before: ReadonlyMap<string, Instance>,
  results: readonly Result[],
  now: number,
  describe: Describe,
): Instances {
  const kept = new Map(before);
  for (const instance of evaluated(rule, before, results, now, describe)) kept.set(instance.key, instance);
  const ended: Instance[] = [];
  for (const instance of [...kept.values()].filter(({ lastEvaluation }) => lastEvaluation !== now)) {
    if (!isStale(instance, rule, now)) continue;
    kept.delete(instance.key);
    ended.push({ ...instance, state: 'Normal', reason: 'MissingSeries', lastEvaluation: now });
  }
  return { kept, ended };
}

/**
 * Label keys of the series whose recovery threshold applies: those of instances that are firing or pending because of
 * their own data.
 */
export function loadedSeries(instances: ReadonlyMap<string, Instance>): Set<string> {
  const loaded = [...instances.values()].filter(
    ({ state, reason }) => reason === '' && (state === 'Alerting' || state === 'Pending'),
  );
  return new Set(loaded.map(({ resultKey }) => resultKey));
}

function evaluated(
  rule: StateRule,
  before: ReadonlyMap<string, Instance>,
  results: readonly Result[],
  now: number,
  describe: Describe,
): Instance[] {
  const [first] = results;
  // A rule that maps NoData or Error to another state applies that to all existing instances; without any, it creates
  // one.
  const isForAll =
    (results.every(({ state }) => state === 'NoData') && rule.noDataState !== 'NoData') ||
    (results.every(({ state }) => state === 'Error') && rule.execErrState !== 'Error');
  if (first && isForAll && before.size > 0) {
    return [...before.values()].map((instance) =>
      transition(rule, instance, first, now, {
        labels: instance.labels,
        annotations: { ...instance.annotations, ...noDataNote(first), ...errorNote(first) },
      }),
    );
  }
  return results.map((result) => {
    const described = describe(result);
    const known = before.get(labelsKey(described.labels));
    const fresh: Instance = {
      key: labelsKey(described.labels),
      ...described,
      state: 'Normal',
      reason: '',
      startsAt: now,
      lastEvaluation: now,
      resultKey: labelsKey(result.labels),
      values: {},
      captures: [],
    };
    const { labels, annotations } = described;
    const isError = result.state === 'Error' && rule.execErrState === 'Error';
    const shown = {
      labels: isError ? { ...labels, ...queryLabels(result) } : labels,
      annotations: { ...annotations, ...errorNote(result, isError) },
    };
    return transition(
      rule,
      known ? { ...fresh, state: known.state, startsAt: known.startsAt, values: known.values } : fresh,
      result,
      now,
      shown,
    );
  });
}

function transition(
  rule: StateRule,
  instance: Instance,
  result: Result,
  now: number,
  shown: Pick<Instance, 'labels' | 'annotations'>,
): Instance {
  const { state, startsAt } = next(rule, instance, result, now);
  const isMapped = state !== result.state && (result.state === 'NoData' || result.state === 'Error');
  const keepsLast = (result.state === 'Error' ? rule.execErrState : rule.noDataState) === 'KeepLast';
  const reason = isMapped ? `${result.state}${keepsLast ? ', KeepLast' : ''}` : '';
  const captures = result.state === 'NoData' || result.state === 'Error' ? [] : result.captures;
  const values = valuesAfter(instance, result);
  return { ...instance, ...shown, state, startsAt, reason, lastEvaluation: now, values, captures };
}

function next(rule: StateRule, instance: Standing, result: Result, now: number): Standing {
  switch (result.state) {
    case 'Normal':
      return normal(rule, instance, now);
    case 'Alerting':
      return alerting(rule, instance, now);
    case 'NoData':
      return unusual(rule, instance, rule.noDataState, 'NoData', now);
    case 'Error':
      return unusual(rule, instance, rule.execErrState, 'Error', now);
  }
}

function normal({ keepFiringForMs }: StateRule, instance: Standing, now: number): Standing {
  if (instance.state === 'Normal') return instance;
  if (instance.state === 'Recovering') return now - instance.startsAt >= keepFiringForMs ? at('Normal', now) : instance;
  return instance.state === 'Alerting' && keepFiringForMs > 0 ? at('Recovering', now) : at('Normal', now);
}

function alerting({ forMs }: StateRule, instance: Standing, now: number): Standing {
  if (instance.state === 'Alerting') return instance;
  if (instance.state === 'Pending') return now - instance.startsAt >= forMs ? at('Alerting', now) : instance;
  // A recovering instance fires again at once.
  return instance.state !== 'Recovering' && forMs > 0 ? at('Pending', now) : at('Alerting', now);
}

function unusual(
  rule: StateRule,
  instance: Standing,
  mapping: string,
  state: 'NoData' | 'Error',
  now: number,
): Standing {
  switch (mapping) {
    case 'Alerting':
      return alerting(rule, instance, now);
    case 'OK':
      return normal(rule, instance, now);
    case 'KeepLast':
      return instance.state === 'Alerting' || instance.state === 'Pending'
        ? alerting(rule, instance, now)
        : normal(rule, instance, now);
    default:
      return instance.state === state ? instance : at(state, now);
  }
}

function at(state: State, startsAt: number): Standing {
  return { state, startsAt };
}

/** Without a result the refIds are kept with the value -1, so that notification templates do not break. */
function valuesAfter(instance: Instance, { state, captures }: Result): Instance['values'] {
  if (state === 'NoData' || state === 'Error')
    return Object.fromEntries(Object.keys(instance.values).map((refId) => [refId, -1]));
  return Object.fromEntries(captures.map(({ refId, value }) => [refId, value]));
}

function isStale(
  { state, lastEvaluation }: Instance,
  { intervalMs, missingSeriesEvalsToResolve }: StateRule,
  now: number,
): boolean {
  // An instance about the rule's query, not about a series, ends without waiting.
  const evaluations = state === 'Error' || state === 'NoData' ? 1 : missingSeriesEvalsToResolve;
  return now - lastEvaluation >= evaluations * intervalMs;
}

function queryLabels({ error }: Result): Labels {
  return error?.query ? { ref_id: error.query.refId, datasource_uid: error.query.datasourceUid } : {};
}

function errorNote(result: Result, isInLabels = false): Labels {
  const { error } = result;
  return error ? { Error: error.message, ...(isInLabels ? {} : queryLabels(result)) } : {};
}

function noDataNote({ state, labels }: Result): Labels {
  return state === 'NoData' ? { datasource_uid: labels['datasource_uid'] ?? '', ref_id: labels['ref_id'] ?? '' } : {};
}
