import { countBy, fieldQuantile, lineFormat, type LogStream, stream, where } from './logql.ts';
import { queries } from '../../query/named.ts';
import { escrowId, payee, payer } from './variables.ts';

const escrowService = stream({ service_name: 'pf-escrow' });

/**
 * Log lines of the services from Loki. A line is one delivery of an event, so the number of lines is not the number of
 * contracts.
 */
export const logs = queries('logs', {
  /** Lifecycle lines of the selected payers and payees, formatted as sentences. */
  escrowLifecycle: () =>
    lineFormat(ofChosenAgents(where(escrowService, { event: { regex: 'escrow_.+' } })), [
      'event',
      'escrow_id',
      'payer_agent_id',
      { text: '->' },
      'payee_agent_id',
      'amount_usdc',
      { text: 'USDC' },
    ]),
  /** Lines of any service about the selected contract; none without a selection. */
  escrowContract: () =>
    where(where(stream({ service_name: { regex: 'pf-.+' } }), { escrow_id: { regex: '.+' } }), { escrow_id: escrowId }),
  /** Number of lifecycle lines per step by event, of the selected payers and payees. */
  escrowEvents: () =>
    countBy(
      ['event'],
      ofChosenAgents(
        where(escrowService, { event: { regex: 'escrow_(created|funded|settled|timed_out|disputed|refunded)' } }),
      ),
    ),
  /** Lines of level error and warn per step, by service. */
  problems: () =>
    countBy(['service_name', 'level'], stream({ service_name: { regex: 'pf-.+' }, level: { regex: 'error|warn' } })),
  /**
   * A quantile of the seconds from funding to settlement over the last hour, from the settlement lines of the selected
   * agents.
   */
  escrowSettleQuantile: (q: number) =>
    fieldQuantile(
      q,
      'settle_seconds',
      ['env'],
      ofChosenAgents(where(escrowService, { event: 'escrow_settled' })),
      '1h',
    ),
});

function ofChosenAgents(lines: LogStream): LogStream {
  return where(lines, { payer_agent_id: payer, payee_agent_id: payee });
}
