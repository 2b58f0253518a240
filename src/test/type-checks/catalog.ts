import { defineCatalog, defineProject, loki, mysql, postgres, prometheus, env, receiver } from 'pf-grafana';

/** A catalog with one item of each kind. */
export const catalog = defineCatalog({
  metrics: {
    http_requests_total: { type: 'counter', labels: ['route', 'code'] },
    queue_depth: { type: 'gauge', labels: ['queue'], unit: 'count', help: 'Jobs that wait.' },
    request_seconds: { type: 'histogram', labels: ['route'], buckets: [0.1, 1] },
    gc_seconds: { type: 'summary', labels: ['quantile'] },
    legacy: { type: 'untyped', labels: [] },
  },
  recorded: {
    'route:http:rate5m': { type: 'gauge', labels: ['route'] },
    'route_le:request_seconds:rate5m': { type: 'buckets', labels: ['route', 'le'] },
  },
  databases: {
    shop: {
      dialect: 'mysql',
      tables: { orders: { columns: { id: 'bigint', placed_at: 'datetime', total: { type: 'decimal(10,2)' } } } },
    },
    book: { dialect: 'postgres', tables: { trades: { columns: { ts: 'timestamptz', amount: 'numeric' } } } },
    copy: { dialect: 'postgres', tables: { trades: { columns: { ts: 'timestamptz', amount: 'numeric' } } } },
  },
  logs: { streamLabels: { app: { values: ['api', 'web'] }, env: {} }, structuredMetadata: { event: {} } },
  events: { deploy: { title: 'Deploy', color: 'blue' } },
});

/** A project that declares everything a definition can refer to. */
export const project = defineProject({
  name: 'payments',
  severities: ['page', 'ticket'],
  teams: ['core', 'ledger'],
  datasources: {
    metrics: prometheus({ url: 'http://mimir/prometheus' }),
    us: prometheus({ url: 'http://us:9090' }),
    orders: mysql({ url: 'db:3306', database: 'shop', user: 'reader', password: env('DB_PASSWORD') }),
    book: postgres({ url: 'book:5432', database: 'book', user: 'reader', password: env('BOOK_PASSWORD') }),
    copy: postgres({ url: 'copy:5432', database: 'book', user: 'reader', password: env('COPY_PASSWORD') }),
    logs: loki({ url: 'http://loki:3100' }),
  },
  settings: { maxErrorRatio: 0.01, limits: { warn: 1 } },
  receivers: { genie: receiver('opsgenie', { apiKey: env('OPSGENIE_KEY') }) },
  routes: { page: ['genie'] },
  teamAlerts: {
    ledger: { routes: { ticket: ['genie'] }, title: '{{ .CommonLabels.alertname }}', text: 'Ask the ledger.' },
  },
  tenants: {
    acme: {
      orgId: 2,
      datasources: { us: prometheus({ url: 'http://acme:9090' }) },
      teamAlerts: { core: { text: 'A' } },
    },
  },
  environments: { dev: { settings: { maxErrorRatio: 0.5 } }, prod: {} },
});
