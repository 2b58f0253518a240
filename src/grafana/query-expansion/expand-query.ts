import { expandClickhouseMacros, expandConditionalAll } from './clickhouse-macros.ts';
import type { Language } from './language.ts';
import { durationText, intervalText, type QueryPeriod, rangeStepMs, rateIntervalMs } from './period.ts';
import { expandPostgresMacros } from './postgres-macros.ts';
import { type ChosenVariable, interpolate } from './query-variables.ts';
import { quoting } from './quoting.ts';

type Expander = (text: string, period: QueryPeriod, chosen: readonly ChosenVariable[] | undefined) => string;

/**
 * Returns a query as its engine receives it. With choices, as a dashboard sends it: variables first, in the data
 * source's own quoting, then macros. Without, as an alert rule sends it: only the backend's macros. Throws when a name
 * is left that nothing expands, when a macro has the wrong number of arguments, or when Grafana releases would send
 * different texts.
 */
export function expandQuery(
  language: Language,
  text: string,
  period: QueryPeriod,
  chosen?: readonly ChosenVariable[],
): string {
  const expanded = expanders[language](text, period, chosen);
  const [left] = /\$\{[^}]*\}|\$[A-Za-z_]\w*/.exec(expanded) ?? [];
  if (left !== undefined) throw new Error(`Nothing expands ${left} in: ${expanded}`);
  return expanded;
}

const expanders: Readonly<Record<Language, Expander>> = {
  promql: (text, period, chosen) => {
    const stepMs = rangeStepMs(period);
    const rateMs = rateIntervalMs(period);
    const globals = {
      ...intervals(stepMs),
      ...range(period),
      __rate_interval: durationText(rateMs),
      __rate_interval_ms: String(rateMs),
      ...(chosen ? moments(period) : {}),
    };
    return interpolate(text, chosen ?? [], globals, quoting.promql);
  },
  logql: (text, period, chosen) => {
    const globals = { ...intervals(period.intervalMs), ...range(period), ...(chosen ? moments(period) : {}) };
    // Loki's backend knows only the bare form of `$__auto`, for dashboards and rules alike.
    return interpolate(text, chosen ?? [], globals, quoting.logql).replaceAll(/\$__auto\b/g, globals.__interval);
  },
  postgres: (text, period, chosen) =>
    expandPostgresMacros(
      chosen
        ? interpolate(text, chosen, { ...intervals(period.intervalMs), ...moments(period) }, quoting.postgres)
        : text,
      period,
    ),
  clickhouse: (text, period, chosen) => {
    if (!chosen) return expandClickhouseMacros(text, period);
    return expandClickhouseMacros(
      interpolate(
        expandConditionalAll(text, chosen),
        chosen,
        { ...intervals(period.intervalMs), ...moments(period) },
        quoting.clickhouse,
      ),
      period,
    );
  },
};

function intervals(intervalMs: number): { readonly __interval: string; readonly __interval_ms: string } {
  return { __interval: intervalText(intervalMs), __interval_ms: String(intervalMs) };
}

function range({ from, to }: QueryPeriod): Readonly<Record<string, string>> {
  const rangeMs = to.getTime() - from.getTime();
  const seconds = Math.round(rangeMs / 1000);
  return { __range: `${seconds}s`, __range_s: String(seconds), __range_ms: String(rangeMs) };
}

/** The dashboard's time range, which only the frontend knows. */
function moments({ from, to }: QueryPeriod): Readonly<Record<string, string>> {
  return { __from: String(from.getTime()), __to: String(to.getTime()) };
}
