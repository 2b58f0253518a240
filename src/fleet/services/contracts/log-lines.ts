import { streamLabels, structuredMetadata } from '../../catalog/loki.ts';

/** Version of the log line contract; a change that a reader has to know of raises it. */
export const LOG_LINE_VERSION = 1;

/**
 * JSON Schema of one log line of an agent or a service: one JSON object a line. The shipper makes stream labels and structured metadata
 * of it, as the catalog has them; any other field stays part of the line.
 */
export function logLineSchema(): object {
  const { service_name: service, env, level } = streamLabels;
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Log line of the fleet',
    type: 'object',
    required: ['version', 'time', 'level', 'service_name', 'message'],
    properties: {
      version: { type: 'integer', const: LOG_LINE_VERSION, description: 'Version of this contract.' },
      time: { type: 'string', format: 'date-time', description: 'Time of the line, with its time zone.' },
      level: { enum: level.values, description: level.help },
      service_name: { enum: service.values, description: service.help },
      env: { type: 'string', description: `${env.help} The shipper sets it where it is missing.` },
      message: { type: 'string', description: 'What happened, for people; never a key or a password.' },
      ...Object.fromEntries(
        Object.entries(structuredMetadata).map(([name, { help }]) => [
          name,
          { type: ['string', 'number'], description: help },
        ]),
      ),
    },
  };
}

/** Values a line may have in `event`, by the service that writes it: what the dashboards' log panels look for. */
export const logEvents = {
  'pf-agent': [
    'strategy_decision',
    'order_rejected',
    'api_response',
    'error',
    'large_win',
    'large_loss',
    'strategy_switch',
    'halt',
  ],
  'pf-escrow': [
    'escrow_created',
    'escrow_funded',
    'escrow_delivered',
    'escrow_disputed',
    'escrow_settled',
    'escrow_timed_out',
    'escrow_refunded',
    'escrow_cancelled',
  ],
  'pf-exporter': ['poll_failed', 'recon_mismatch'],
  'pf-webhook': ['casino_settled', 'trade_settled', 'signature_refused', 'event_unknown'],
  'pf-sink': ['message_refused', 'error'],
  'pf-book': ['event_refused', 'job_failed', 'error'],
} as const satisfies Readonly<Record<(typeof streamLabels.service_name.values)[number], readonly string[]>>;
