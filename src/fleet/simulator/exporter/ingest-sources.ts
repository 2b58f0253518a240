import type { FleetEvent } from '../events.ts';
import { MINUTE } from '../options.ts';
import type { SourceOf } from './sources.ts';

type IngestMetric =
  | `pf_webhook_${'requests_total' | 'events_total' | 'ack_seconds' | 'waiting_events'}`
  | `pf_ingest_${'rows_total' | 'duplicates_total' | 'insert_seconds' | 'backlog_messages'}`
  | `pf_clickhouse_${'parts' | 'merges'}`
  | 'pf_book_events_total'
  | 'pf_job_last_success_timestamp_seconds';

const GROUPS = ['pf-sink', 'pf-book'] as const;
const JOBS: Readonly<Record<string, number>> = { snapshot: 5 * MINUTE, rates: MINUTE, reconciliation: 60 * MINUTE };

/** Metrics of the fleet's ingest as its services would report them: healthy, and a few messages behind. */
export const ingestSources: { readonly [N in IngestMetric]: SourceOf<N> } = {
  pf_webhook_requests_total: {
    born: () => [{ status: '200' }, { status: '401' }, { status: '503' }],
    hear: (event, add) => {
      if (webhookKind(event) !== undefined) add({ status: '200' }, 1);
    },
  },
  pf_webhook_events_total: {
    born: () => [{ event: 'unknown' }],
    hear: (event, add) => {
      const kind = webhookKind(event);
      if (kind !== undefined) add({ event: kind }, 1);
    },
  },
  pf_webhook_ack_seconds: {
    born: () => [{}],
    hear: (event, add) => {
      if (webhookKind(event) !== undefined) add({}, 0.006 + (event.at % 17) / 1000);
    },
  },
  pf_webhook_waiting_events: (_fleet, report) => report({}, 0),
  pf_ingest_rows_total: {
    born: () => [{ table: 'agent_trades' }, { table: 'ingest_errors' }],
    hear: (event, add) => {
      if (isTradeRow(event)) add({ table: 'agent_trades' }, 1);
      else if (event.kind === 'refused') add({ table: 'ingest_errors' }, 1);
    },
  },
  pf_ingest_duplicates_total: { born: () => [{}], hear: () => undefined },
  pf_ingest_insert_seconds: {
    born: () => [{}],
    hear: (event, add) => {
      if (event.kind === 'fx') add({}, 0.03 + (event.at % 11) / 1000);
    },
  },
  pf_ingest_backlog_messages: (fleet, report) => {
    for (const group of GROUPS)
      for (let partition = 0; partition < 4; partition += 1)
        report(
          { group, partition: String(partition) },
          Math.round(8 + 6 * Math.sin(fleet.timeline.now / (13 * MINUTE) + partition)),
        );
  },
  pf_clickhouse_parts: (fleet, report) => {
    // A sawtooth: each insert adds a part, and a merge combines many parts into one.
    const minutes = fleet.timeline.now / MINUTE;
    report({ table: 'agent_trades' }, 12 + Math.floor(minutes % 9));
    report({ table: 'agent_pnl_hourly' }, 8 + Math.floor(minutes % 5));
    report({ table: 'trade_flow_1m' }, 7 + Math.floor(minutes % 4));
  },
  pf_clickhouse_merges: (fleet, report) => report({}, Math.floor(fleet.timeline.now / MINUTE) % 9 === 0 ? 1 : 0),
  pf_book_events_total: {
    born: () => ['stored', 'repeated', 'refused'].map((result) => ({ result })),
    hear: (event, add) => {
      if (webhookKind(event) !== undefined) add({ result: 'stored' }, 1);
    },
  },
  pf_job_last_success_timestamp_seconds: (fleet, report) => {
    for (const [job, every] of Object.entries(JOBS))
      report({ job_name: job }, (Math.floor(fleet.timeline.now / every) * every) / 1000);
  },
};

function isTradeRow(event: FleetEvent): boolean {
  return ['fill', 'cancel', 'reject'].includes(event.kind) || (event.kind === 'trade' && event.pnl !== null);
}

/** Returns the kind of webhook that the platform would send for an event. */
function webhookKind(event: FleetEvent): string | undefined {
  switch (event.kind) {
    case 'fill':
      return event.isComplete ? 'order.filled' : 'order.partially_filled';
    case 'cancel':
      return 'order.cancelled';
    case 'reject':
      return 'order.rejected';
    case 'trade':
      return event.market === 'casino' ? 'casino.settled' : event.pnl === null ? 'trade.failed' : 'trade.settled';
    case 'escrow':
      return `escrow.${event.to}`;
    case 'wallet':
      return 'wallet.moved';
    default:
      return undefined;
  }
}
