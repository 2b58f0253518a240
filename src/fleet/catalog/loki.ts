/** Labels of Loki streams: few and bounded, because every combination is a separate stream. */
export const streamLabels = {
  service_name: {
    values: ['pf-agent', 'pf-escrow', 'pf-exporter', 'pf-webhook', 'pf-sink', 'pf-book'],
    help: 'The service that wrote the line.',
  },
  env: { values: [], help: 'The environment, such as prod.' },
  level: { values: ['debug', 'info', 'warn', 'error'], help: 'Severity of the line.' },
} as const;

/** Structured metadata of a log line: filterable after the stream selector, not indexed. */
export const structuredMetadata = {
  agent_id: { help: 'The agent the line is about.' },
  strategy: { help: 'Strategy of the agent at that time.' },
  event: { help: 'What happened: escrow_created, escrow_funded, strategy_decision, api_response and so on.' },
  escrow_id: { help: 'Escrow contract.' },
  payer_agent_id: { help: 'Agent that pays into the escrow.' },
  payee_agent_id: { help: 'Agent that receives from the escrow.' },
  order_id: { help: 'Order.' },
  error_code: { help: 'Error code of the exchange or the API.' },
  trace_id: { help: 'Trace of the request.' },
  amount_usdc: { help: 'Amount in USDC.' },
  settle_seconds: { help: 'Seconds from funding to settlement, on escrow_settled lines.' },
} as const;

export type StreamLabel = keyof typeof streamLabels;
export type MetadataField = keyof typeof structuredMetadata;
export type ServiceName = (typeof streamLabels.service_name.values)[number];
