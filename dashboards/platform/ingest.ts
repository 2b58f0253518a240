import type { RowSpec } from '../../src/define/definitions.ts';
import { units } from '../../src/fleet/panels/units.ts';
import { platform } from '../../src/fleet/queries/platform.ts';
import { series } from '../../src/panels/targets.ts';
import { namesOnly, timeseries } from '../../src/panels/time-series.ts';

/** The path of an event from the webhook to its row. */
export function ingest(): RowSpec {
  return {
    key: 'platform-ingest',
    title: 'Where do events stop?',
    panels: [
      {
        key: 'platform-events',
        width: 8,
        height: 8,
        panel: timeseries(
          'Webhook events by kind',
          'Events per second that the brokers have confirmed, by kind; a kind that was never received is left out, and unknown is a kind that the contract does not define. If one kind stops while the others continue, it stopped at the platform.',
        )
          .unit(units.perSecond)
          .min(0)
          .legend(namesOnly())
          .withTarget(series(platform.eventsByKind('$__rate_interval'), '{{event}}')),
      },
      {
        key: 'platform-answers',
        width: 8,
        height: 8,
        panel: timeseries(
          'Receiver answers by status',
          'Answers per second by HTTP status. 401: a wrong or changed secret. 429 and 503: Kafka does not confirm in time. The platform repeats every request that is not answered 200, so nothing is lost.',
        )
          .unit(units.requestsPerSecond)
          .min(0)
          .withTarget(series(platform.answersByStatus('$__rate_interval'), '{{status}}')),
      },
      {
        key: 'platform-ack',
        width: 8,
        height: 8,
        panel: timeseries(
          'Receiver answer time p50, p95',
          '50th and 95th percentile of the time from a webhook request to its answer. The answer waits for all replicas of the brokers, so slow answers are caused by Kafka.',
        )
          .unit(units.seconds)
          .min(0)
          .withTarget(series(platform.answerQuantile(0.5, '$__rate_interval'), 'p50'))
          .withTarget(series(platform.answerQuantile(0.95, '$__rate_interval'), 'p95')),
      },
      {
        key: 'platform-backlog',
        width: 8,
        height: 8,
        panel: timeseries(
          'Kafka lag by group',
          'Messages that each consumer group has not stored yet, over all partitions. If it keeps rising, the store is down, or a single process is too slow.',
        )
          .unit(units.count)
          .min(0)
          .withTarget(series(platform.backlog(), '{{group}}')),
      },
      {
        key: 'platform-rows',
        width: 8,
        height: 8,
        panel: timeseries(
          'Rows stored by table',
          'Rows that the sink inserts per second by ClickHouse table. Rows of ingest_errors are messages that could not be stored as events: the execution dashboard lists them.',
        )
          .unit(units.perSecond)
          .min(0)
          .withTarget(series(platform.rowsByTable('$__rate_interval'), '{{table}}')),
      },
      {
        key: 'platform-book-events',
        width: 8,
        height: 8,
        panel: timeseries(
          'Events of the book by result',
          'Events per second that the book read: stored, repeated (it already has them) or refused (broken, kept in ingest.refused). Many repeated events are caused by a replay, or by a platform that sends events again.',
        )
          .unit(units.perSecond)
          .min(0)
          .withTarget(series(platform.bookEvents('$__rate_interval'), '{{result}}')),
      },
    ],
  };
}
