import type { RowSpec } from '../../src/define/definitions.ts';
import { units } from '../../src/fleet/panels/units.ts';
import { platform } from '../../src/fleet/queries/platform.ts';
import { series } from '../../src/panels/targets.ts';
import { namesOnly, timeseries } from '../../src/panels/time-series.ts';

/** The way of an event, from the webhook to its row. */
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
          'Events per second that the brokers have, by kind; a kind that never came is left out, and unknown is one that the contract does not have. A kind that stops while the others go on has stopped at the platform.',
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
          'Answers per second by HTTP status. 401: a wrong or changed secret. 429 and 503: Kafka does not confirm in time. Whatever is not 200 comes again, so nothing is lost while the platform repeats it.',
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
          'Time from a webhook request to its answer that 50 and 95 of 100 stay below. The answer waits for all replicas of the brokers: a slow one is Kafka.',
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
          'Messages that each consumer group has not stored yet, over all partitions. A slope that does not turn: its store is down or too slow for one process.',
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
          'Rows that the sink inserts per second by ClickHouse table. Rows of ingest_errors are messages that could not become an event: the execution dashboard lists them.',
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
          'Events per second that the book read: stored, repeated (it has them already) or refused (broken, kept in ingest.refused). Many repeated ones are a replay or a platform that sends again.',
        )
          .unit(units.perSecond)
          .min(0)
          .withTarget(series(platform.bookEvents('$__rate_interval'), '{{result}}')),
      },
    ],
  };
}
