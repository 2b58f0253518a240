import type { MetadataField, ServiceName, streamLabels } from '../../catalog/loki.ts';
import type { FleetEvent } from '../events.ts';
import { createRandom } from '../random.ts';
import { decimal } from '../units.ts';
import { DAY } from '../options.ts';
import type { Files } from './files.ts';

type Level = (typeof streamLabels.level.values)[number];
type Metadata = Readonly<Partial<Record<MetadataField, string>>>;
interface Line {
  readonly service: ServiceName;
  readonly level: Level;
  readonly text: string;
  readonly metadata: Metadata;
}

/** Lines per push request. */
const BATCH = 1000;
/** Share of webhook and escrow lines that are written twice. */
const REDELIVERED = 0.01;

/** Writes log lines as bodies of Loki's push API, one body per line and one file per day. */
export function lokiWriter(files: Files, { seed, env }: { readonly seed: number; readonly env: string }) {
  const random = createRandom(seed, 'logs');
  let batch = new Map<string, { readonly stream: object; readonly values: unknown[] }>();
  let size = 0;
  let file = '';
  const flush = (): void => {
    if (size > 0) files.append(file, `${JSON.stringify({ streams: [...batch.values()] })}\n`);
    batch = new Map();
    size = 0;
  };
  const write = (at: number, { service, level, text, metadata }: Line): void => {
    const path = `loki/${new Date(Math.floor(at / DAY) * DAY).toISOString().slice(0, 10)}.jsonl`;
    if (path !== file || size >= BATCH) {
      flush();
      if (path !== file) files.close(file);
    }
    file = path;
    const key = `${service}/${level}`;
    const stream = batch.get(key) ?? { stream: { service_name: service, env, level }, values: [] };
    batch.set(key, stream);
    stream.values.push([`${at}000000`, text, { ...metadata, trace_id: random.hex(16) }]);
    size += 1;
  };
  return {
    hear: (event: FleetEvent): void => {
      const line = lineOf(event);
      if (line === undefined) return;
      write(event.at, line);
      // A redelivery of the same event with another trace id, so that the number of lines differs from that of events.
      if ((line.service === 'pf-escrow' || line.service === 'pf-webhook') && random.chance(REDELIVERED))
        write(event.at + 1, line);
    },
    finish: flush,
  };
}

function lineOf(event: FleetEvent): Line | undefined {
  switch (event.kind) {
    case 'escrow': {
      const seconds =
        event.to === 'settled' && event.fundedAt !== null
          ? { settle_seconds: String((event.at - event.fundedAt) / 1000) }
          : {};
      return {
        service: 'pf-escrow',
        level: event.to === 'timed_out' || event.to === 'disputed' ? 'warn' : 'info',
        text: `escrow ${event.escrowId} is ${event.to}: ${event.reason ?? ''}`,
        metadata: {
          event: `escrow_${event.to}`,
          escrow_id: event.escrowId,
          payer_agent_id: event.agentId,
          payee_agent_id: event.payeeId,
          amount_usdc: decimal(event.amount),
          ...seconds,
        },
      };
    }
    case 'trade':
      return {
        service: 'pf-webhook',
        level: event.status === 'rejected' ? 'warn' : 'info',
        text: `${event.market === 'casino' ? 'casino.settled' : `trade.${event.pnl === null ? event.status : 'settled'}`} ${event.ticker} ${event.tradeId}`,
        metadata: {
          agent_id: event.agentId,
          strategy: event.strategy,
          event: event.market === 'casino' ? 'casino_settled' : 'trade_settled',
          amount_usdc: decimal(event.notional),
        },
      };
    case 'reject':
      return {
        service: 'pf-agent',
        level: 'warn',
        text: `order ${event.orderId} rejected: ${event.errorCode}`,
        metadata: {
          agent_id: event.agentId,
          strategy: event.strategy,
          event: 'order_rejected',
          order_id: event.orderId,
          error_code: event.errorCode,
        },
      };
    case 'fill':
      // Only a partial first fill of an order is logged, because a line per fill would be millions.
      if (!event.isFirst || event.isComplete) return undefined;
      return {
        service: 'pf-agent',
        level: 'debug',
        text: `order ${event.orderId} partially filled: ${event.side} ${event.ticker}`,
        metadata: {
          agent_id: event.agentId,
          strategy: event.strategy,
          event: 'strategy_decision',
          order_id: event.orderId,
          amount_usdc: decimal(event.notional),
        },
      };
    case 'api_call':
      if (event.status < '400' || event.status === '422') return undefined;
      return {
        service: 'pf-agent',
        level: event.status < '500' ? 'warn' : 'error',
        text: `${event.endpoint} answered ${event.status} after ${event.seconds.toFixed(3)} s`,
        metadata: { agent_id: event.agentId, event: 'api_response', error_code: event.status },
      };
    case 'mark':
      if (event.type === 'escrow_settled') return undefined;
      return {
        service: 'pf-agent',
        level: event.type === 'halt' ? 'error' : 'info',
        text: event.text,
        metadata: { agent_id: event.agentId, event: event.type },
      };
    case 'recon':
      return event.ledgerBalance === event.walletBalance
        ? undefined
        : {
            service: 'pf-exporter',
            level: 'error',
            text: `wallet and ledger of ${event.agentId} differ in ${event.currency}`,
            metadata: { agent_id: event.agentId, event: 'recon_mismatch' },
          };
    default:
      return undefined;
  }
}
