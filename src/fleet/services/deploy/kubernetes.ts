import { stringify } from 'yaml';

import type { FleetSettings } from '../../settings.ts';
import { SERVICES_IMAGE } from './images.ts';
import { kubernetes, servers, services, type ServiceName } from './places.ts';

type Resource = Readonly<Record<string, unknown>>;

const { namespace: NAMESPACE, secret: SECRET } = kubernetes;
const serviceNames = Object.keys(services) as readonly ServiceName[];
/** Runs as the user `node` of the image, without root privileges. */
const podSecurity = {
  runAsNonRoot: true,
  runAsUser: 1000,
  runAsGroup: 1000,
  fsGroup: 1000,
  seccompProfile: { type: 'RuntimeDefault' },
} as const;
const containerSecurity = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
} as const;

/** The fleet's services for Kubernetes, by path below the output folder. Stores and Grafana have their own charts. */
export function kubernetesFiles(settings: FleetSettings): Record<string, string> {
  return {
    'stack/kubernetes/services.yaml': documents(
      "The fleet's services: exporter (a StatefulSet, so that each shard keeps its state), receiver, sink and book.",
      [namespace, ...serviceNames.map(service), exporter(), ...deployments(settings)],
    ),
    'stack/kubernetes/service-monitor.yaml': documents(
      'For the Prometheus operator: scrapes every service under the job name that the alert rules use.',
      [serviceMonitor()],
    ),
    'stack/kubernetes/secret.example.yaml': documents(
      'Copy it, fill it in and keep the copy out of Git, or let your secrets operator create it.',
      [secret()],
    ),
  };
}

const namespace: Resource = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } };

function metadata(name: string): Resource {
  return { name, namespace: NAMESPACE, labels: labelsOf(name) };
}

function labelsOf(name: string): Record<string, string> {
  return { 'app.kubernetes.io/name': name, 'app.kubernetes.io/part-of': NAMESPACE };
}

function container(
  name: ServiceName,
  env: Readonly<Record<string, string>>,
  secrets: Readonly<Record<string, string>>,
  more: Resource = {},
): Resource {
  const { verb, port } = services[name];
  const probe = (path: string): Resource => ({
    httpGet: { path, port: 'http' },
    periodSeconds: 10,
    failureThreshold: 6,
  });
  return {
    name: verb,
    image: SERVICES_IMAGE,
    args: [verb],
    ports: [{ name: 'http', containerPort: port }],
    env: [
      ...Object.entries({ PF_HOST: '0.0.0.0', PF_PORT: String(port), PF_ENV: 'prod', ...env }).map(([key, value]) => ({
        name: key,
        value,
      })),
      ...Object.entries(secrets).map(([key, from]) => ({
        name: key,
        valueFrom: { secretKeyRef: { name: SECRET, key: from } },
      })),
    ],
    livenessProbe: probe('/healthz'),
    readinessProbe: probe('/readyz'),
    resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '384Mi' } },
    securityContext: containerSecurity,
    ...more,
  };
}

/** One replica can poll a few thousand agents; further replicas share the agents by their ordinal. */
function exporter(): Resource {
  const { host } = services.exporter;
  const env = { PF_SHARD: 'ordinal/1', PF_STATE_FILE: '/var/lib/pf/exporter.json' };
  const mounted = container(
    'exporter',
    env,
    { PF_API_KEY: 'PF_API_KEY' },
    { volumeMounts: [{ name: 'state', mountPath: '/var/lib/pf' }] },
  );
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: {
      ...metadata(host),
      annotations: { 'pf-grafana/scale': 'Change replicas and the number in PF_SHARD together.' },
    },
    spec: {
      serviceName: host,
      replicas: 1,
      selector: { matchLabels: labelsOf(host) },
      template: {
        metadata: { labels: labelsOf(host) },
        spec: { securityContext: podSecurity, automountServiceAccountToken: false, containers: [mounted] },
      },
      volumeClaimTemplates: [
        {
          metadata: { name: 'state' },
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
        },
      ],
    },
  };
}

function deployments({ datasources: { postgres, clickhouse } }: FleetSettings): readonly Resource[] {
  const broker = { KAFKA_BROKERS: `${servers.kafka.host}:${servers.kafka.port}` };
  const analytics = {
    CLICKHOUSE_URL: `http://${servers.clickhouse.host}:${servers.clickhouse.port}`,
    CLICKHOUSE_USER: 'pf_writer',
    CLICKHOUSE_DATABASE: clickhouse.database,
  };
  const book = { PGHOST: servers.postgres.host, PGUSER: 'pf_owner', PGDATABASE: postgres.database };
  return [
    deployment('webhook', 2, container('webhook', broker, { PF_WEBHOOK_SECRET: 'PF_WEBHOOK_SECRET' })),
    deployment(
      'sink',
      1,
      container('sink', { ...broker, ...analytics }, { CLICKHOUSE_PASSWORD: 'CLICKHOUSE_PASSWORD' }),
    ),
    deployment(
      'book',
      1,
      container('book', { ...broker, ...book }, { PGPASSWORD: 'POSTGRES_PASSWORD', PF_API_KEY: 'PF_API_KEY' }),
    ),
  ];
}

function deployment(name: ServiceName, replicas: number, ...containers: readonly Resource[]): Resource {
  const { host } = services[name];
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadata(host),
    spec: {
      replicas,
      selector: { matchLabels: labelsOf(host) },
      template: {
        metadata: { labels: labelsOf(host) },
        spec: {
          securityContext: podSecurity,
          automountServiceAccountToken: false,
          terminationGracePeriodSeconds: 60,
          containers,
        },
      },
    },
  };
}

/** A Service; the exporter's is headless, because each shard is scraped separately. */
function service(name: ServiceName): Resource {
  const { host, port } = services[name];
  const headless = name === 'exporter' ? { clusterIP: 'None' } : {};
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata(host),
    spec: { ...headless, selector: labelsOf(host), ports: [{ name: 'http', port, targetPort: 'http' }] },
  };
}

/** Sets the job of every service, because alert rules select the exporter by its job name. */
function serviceMonitor(): Resource {
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'ServiceMonitor',
    metadata: metadata('pf-services'),
    spec: {
      selector: { matchLabels: { 'app.kubernetes.io/part-of': NAMESPACE } },
      endpoints: [
        {
          port: 'http',
          path: '/metrics',
          interval: '15s',
          relabelings: serviceNames.map((name) => ({
            sourceLabels: ['__meta_kubernetes_service_label_app_kubernetes_io_name'],
            regex: services[name].host,
            targetLabel: 'job',
            replacement: services[name].job,
          })),
        },
      ],
    },
  };
}

function secret(): Resource {
  const names = ['PF_API_KEY', 'PF_WEBHOOK_SECRET', 'POSTGRES_PASSWORD', 'CLICKHOUSE_PASSWORD'];
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: metadata(SECRET),
    type: 'Opaque',
    stringData: Object.fromEntries(names.map((name) => [name, ''])),
  };
}

function documents(help: string, resources: readonly Resource[]): string {
  return `# Generated by pf-grafana. ${help}\n${resources.map((resource) => stringify(resource, { lineWidth: 0, version: '1.1', aliasDuplicateObjects: false })).join('---\n')}`;
}
