import {
  atLeast,
  buckets,
  counter,
  countBy,
  div,
  gauge,
  greater,
  increase,
  max,
  maxBy,
  mul,
  or,
  overTime,
  quantile,
  rate,
  sub,
  sum,
  sumBy,
  time,
  type Window,
} from './promql.ts';
import { linesWithin, countBy as linesBy, stream } from './logql.ts';
import { queries } from '../../query/named.ts';
import type { ServiceName } from '../catalog/loki.ts';

/** Pushgateway groups of batch agents. */
const PUSHED = { job: { regex: 'pf_agent_.+' } };
/** How far back to look for a job that stopped, so that its age stays visible. */
const MEMORY = '6h';

/** Health of the monitoring itself, from Prometheus and Loki: state and age of every feed. */
export const platform = queries('platform', {
  /** Share of the targets of each scrape job whose last scrape succeeded. */
  targetsUp: () => div(sumBy(['job'], gauge('up')), countBy(['job'], gauge('up'))),
  /** Seconds since the last successful push of each group of the Pushgateway. */
  pushAge: () => sub(time(), maxBy(['job'], gauge('push_time_seconds', PUSHED))),
  /** Seconds since each job of the book last succeeded; still available for a while after the book has stopped. */
  jobAge: () =>
    sub(time(), maxBy(['job_name'], overTime('max', gauge('pf_job_last_success_timestamp_seconds'), MEMORY))),
  /** Age of the newest event per ClickHouse table, seconds. */
  eventAge: () => maxBy(['table'], gauge('pf_ingest_lag_seconds')),
  /** Received webhook events per second by kind. */
  eventsByKind: (window: Window) => greater(sumBy(['event'], rate(counter('pf_webhook_events_total'), window)), 0),
  /** Responses of the receiver per second by HTTP status. */
  answersByStatus: (window: Window) => sumBy(['status'], rate(counter('pf_webhook_requests_total'), window)),
  /**
   * Share of the receiver's responses other than 200, after which events are sent again; 0 instead of empty without
   * any.
   */
  refusedShare: (window: Window) => {
    const all = sum(rate(counter('pf_webhook_requests_total'), window));
    const refused = sum(rate(counter('pf_webhook_requests_total', { status: { not: '200' } }), window));
    return div(or(refused, mul(all, 0)), greater(all, 0));
  },
  /** Quantile of the time from a webhook to its response, seconds. */
  answerQuantile: (q: number, window: Window) => atLeast(quantile(q, buckets('pf_webhook_ack_seconds', { window })), 0),
  /** Events that no broker has confirmed yet. */
  waitingEvents: () => max(gauge('pf_webhook_waiting_events')),
  /** Messages that each consumer group has not stored yet, the consumer lag in Kafka. */
  backlog: () => sumBy(['group'], maxBy(['group', 'partition'], gauge('pf_ingest_backlog_messages'))),
  /** Rows that the sink inserted per second by table. */
  rowsByTable: (window: Window) => sumBy(['table'], rate(counter('pf_ingest_rows_total'), window)),
  /** Redelivered events in the window that were skipped. */
  repeatedEvents: (window: Window) => sum(increase(counter('pf_ingest_duplicates_total'), window)),
  /** Quantile of the duration of a batch of the sink, seconds. */
  insertQuantile: (q: number, window: Window) =>
    atLeast(quantile(q, buckets('pf_ingest_insert_seconds', { window })), 0),
  /** Events that the book read per second, by result. */
  bookEvents: (window: Window) => sumBy(['result'], rate(counter('pf_book_events_total'), window)),
  /** Active parts of each ClickHouse table. */
  parts: () => maxBy(['table'], gauge('pf_clickhouse_parts')),
  /** Running merges in ClickHouse. */
  merges: () => max(gauge('pf_clickhouse_merges')),
  /** Lines of one service within a fixed window; 0 instead of empty if it is silent. */
  linesOf: (service: ServiceName, window: `${number}m`) => linesWithin(window, stream({ service_name: service })),
  /** Lines per step by service. */
  linesByService: () => linesBy(['service_name'], stream({ service_name: { regex: 'pf-.+' } })),
});
