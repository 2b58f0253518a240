/** Verb, host name and port of each of our services, the same in Compose and Kubernetes. */
export const services = {
  exporter: { verb: 'exporter', host: 'pf-exporter', port: 8000, job: 'pf_agent_exporter' },
  webhook: { verb: 'webhook', host: 'pf-webhook', port: 8080, job: 'pf_services' },
  sink: { verb: 'sink', host: 'pf-sink', port: 8081, job: 'pf_services' },
  book: { verb: 'book', host: 'pf-book', port: 8082, job: 'pf_services' },
} as const;
export type ServiceName = keyof typeof services;

/** Host and ports of the simulated platform in the profile `demo`: the API, and the metrics of its agents. */
export const demo = { host: 'pf-demo', port: 8090, agentsPort: 9464 } as const;

/** Host and port of third-party servers. */
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

/** Namespace of every object in Kubernetes, and the name of the Secret that the services and the operators read. */
export const kubernetes = { namespace: 'pf-grafana', secret: 'pf-grafana' } as const;
