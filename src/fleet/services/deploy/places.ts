/** Where each service of ours listens, in compose and Kubernetes alike: its verb, its name on the network, and its port. */
export const services = {
  exporter: { verb: 'exporter', host: 'pf-exporter', port: 8000, job: 'pf_agent_exporter' },
  webhook: { verb: 'webhook', host: 'pf-webhook', port: 8080, job: 'pf_services' },
  sink: { verb: 'sink', host: 'pf-sink', port: 8081, job: 'pf_services' },
  book: { verb: 'book', host: 'pf-book', port: 8082, job: 'pf_services' },
} as const;
export type ServiceName = keyof typeof services;

/** The made-up platform of the profile `demo`: its API, and the metrics of its agents. */
export const demo = { host: 'pf-demo', port: 8090, agentsPort: 9464 } as const;

/** Servers that others made. */
export const servers = {
  prometheus: { host: 'prometheus', port: 9090 },
  pushgateway: { host: 'pushgateway', port: 9091 },
  loki: { host: 'loki', port: 3100 },
  alloy: { host: 'alloy', port: 12345 },
  grafana: { host: 'grafana', port: 3000 },
  postgres: { host: 'postgres', port: 5432 },
  clickhouse: { host: 'clickhouse', port: 8123 },
  kafka: { host: 'kafka', port: 9092 },
} as const;
