import { prometheusDurationMs } from '../../grafana/durations.ts';
import type { Window } from './series-values.ts';
import type { AlertTestSpec } from './test-case.ts';
import type { SourceQuery } from './tested-folder.ts';

/** A time in which a data source does not answer. */
export interface Outage extends Window {
  /** Whether it also stops scraping, like a Prometheus that is down; one that is only unreachable keeps scraping. */
  readonly isDown: boolean;
}

const OUTAGE = /^(?<how>down|unreachable) (?<from>\S+?)\.\.(?<to>\S*)$/;
/** Grafana's error for a server that does not accept connections. */
export const NO_ANSWER = 'connection refused';

/** Reads `down 5m..12m`, or several with commas between them; undefined when it is something else. */
export function outagesOf(text: string): readonly Outage[] | undefined {
  const outages = text.split(',').map((part) => outageOf(part.trim()));
  return outages.every((outage) => outage !== undefined) ? outages : undefined;
}

/** When the source of a query does not answer in a test. */
export function outagesOfQuery({ sources = {} }: AlertTestSpec, query: SourceQuery): readonly Outage[] {
  return Object.entries(sources).flatMap(([name, text]) =>
    query.sourceNames.includes(name) ? (outagesOf(text) ?? []) : [],
  );
}

function outageOf(text: string): Outage | undefined {
  const { how, from = '', to = '' } = OUTAGE.exec(text)?.groups ?? {};
  const start = prometheusDurationMs(from);
  const end = to === '' ? Infinity : prometheusDurationMs(to);
  if (how === undefined || start === undefined || end === undefined || end <= start) return undefined;
  return { isDown: how === 'down', from: start, to: end };
}
