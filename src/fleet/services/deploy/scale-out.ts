import { stringify } from 'yaml';

import type { FleetSettings } from '../../settings.ts';
import { clickhouseCloudSchema, clickhouseClusterSchema } from '../../stack/clickhouse-cluster.ts';
import { clickhouseKafkaEngine } from '../../stack/clickhouse-kafka-engine.ts';
import { bookSchema } from '../book/schema.ts';
import { images } from './images.ts';
import { kubernetes, servers } from './places.ts';

const TOPIC = 'agent-trades';
const UNKNOWN_TOPIC = 'agent-events-unknown';
/** Partitions of the topic: the most sinks that can share it. Kafka cannot reduce the number later. */
const PARTITIONS = 12;
const DAY_MS = 86_400_000;

/** Configuration of third-party engines for an ingest on several machines, by path below the output folder. */
export function scaleOutFiles(settings: FleetSettings): Record<string, string> {
  const { database } = settings.datasources.clickhouse;
  return {
    'stack/postgres/ingest.sql': bookSchema(),
    'stack/clickhouse/cluster-schema.sql': clickhouseClusterSchema({ database }),
    'stack/clickhouse/cloud-schema.sql': clickhouseCloudSchema({ database }),
    'stack/clickhouse/kafka-engine.sql': clickhouseKafkaEngine({
      database,
      broker: `${servers.kafka.host}:${servers.kafka.port}`,
      topic: TOPIC,
    }),
    'stack/kafka/connect-clickhouse.json': `${JSON.stringify(connectSink(database), null, 2)}\n`,
    'stack/kubernetes/strimzi-kafka.yaml': documents(
      'Kafka for the Strimzi operator 0.49 or newer: three brokers, and the topics of the ingest.',
      strimzi(),
    ),
    'stack/kubernetes/altinity-clickhouse.yaml': documents(
      'ClickHouse for the Altinity operator 0.25 or newer: two shards of two replicas, and three Keepers. Load cluster-schema.sql.',
      altinity(settings),
    ),
  };
}

/** The ClickHouse sink for users who already run Kafka Connect; it stores raw messages in a separate table. */
function connectSink(database: string): object {
  return {
    name: 'clickhouse-agent-trades',
    config: {
      'connector.class': 'com.clickhouse.kafka.connect.ClickHouseSinkConnector',
      'tasks.max': String(PARTITIONS),
      topics: TOPIC,
      topic2TableMap: `${TOPIC}=kafka_events_raw`,
      hostname: servers.clickhouse.host,
      port: String(servers.clickhouse.port),
      database,
      username: 'pf_writer',
      password: '${env:CLICKHOUSE_PASSWORD}',
      ssl: 'false',
      exactlyOnce: 'true',
      'value.converter': 'org.apache.kafka.connect.storage.StringConverter',
      'key.converter': 'org.apache.kafka.connect.storage.StringConverter',
      'errors.tolerance': 'all',
      'errors.deadletterqueue.topic.name': 'agent-trades-dead',
      'errors.deadletterqueue.context.headers.enable': 'true',
    },
  };
}

function strimzi(): object[] {
  const { host, port } = servers.kafka;
  const metadata = (name: string): object => ({ ...placed(name), labels: { 'strimzi.io/cluster': host } });
  const topic = (name: string, retentionDays: number): object => ({
    apiVersion: 'kafka.strimzi.io/v1',
    kind: 'KafkaTopic',
    metadata: metadata(name),
    spec: {
      partitions: PARTITIONS,
      replicas: 3,
      config: {
        // With acks=all, an event that was answered with 200 is on at least two machines.
        'min.insync.replicas': 2,
        'retention.ms': retentionDays * DAY_MS,
        'cleanup.policy': 'delete',
        'compression.type': 'producer',
      },
    },
  });
  return [
    {
      apiVersion: 'kafka.strimzi.io/v1',
      kind: 'KafkaNodePool',
      metadata: metadata('brokers'),
      spec: {
        replicas: 3,
        roles: ['controller', 'broker'],
        storage: { type: 'persistent-claim', size: '100Gi', deleteClaim: false },
        resources: { requests: { memory: '2Gi', cpu: '500m' }, limits: { memory: '4Gi' } },
      },
    },
    {
      apiVersion: 'kafka.strimzi.io/v1',
      kind: 'Kafka',
      metadata: placed(host),
      spec: {
        kafka: {
          listeners: [{ name: 'plain', port, type: 'internal', tls: false }],
          config: {
            'offsets.topic.replication.factor': 3,
            'transaction.state.log.replication.factor': 3,
            'transaction.state.log.min.isr': 2,
            'default.replication.factor': 3,
            'min.insync.replicas': 2,
            'auto.create.topics.enable': false,
          },
        },
        entityOperator: { topicOperator: {}, userOperator: {} },
      },
    },
    topic(TOPIC, 14),
    topic(UNKNOWN_TOPIC, 30),
    // https://strimzi.io/docs/operators/latest/deploying: the service for clients is <cluster>-kafka-bootstrap.
    alias(host, `${host}-kafka-bootstrap`),
  ];
}

function altinity(settings: FleetSettings): object[] {
  const { host } = servers.clickhouse;
  const image = images(settings).clickhouse;
  const claim = (name: string, storage: string): object => ({
    name,
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage } } },
  });
  return [
    {
      apiVersion: 'clickhouse-keeper.altinity.com/v1',
      kind: 'ClickHouseKeeperInstallation',
      metadata: placed('keeper'),
      spec: {
        configuration: { clusters: [{ name: 'keeper', layout: { replicasCount: 3 } }] },
        defaults: { templates: { dataVolumeClaimTemplate: 'data' } },
        templates: { volumeClaimTemplates: [claim('data', '10Gi')] },
      },
    },
    {
      apiVersion: 'clickhouse.altinity.com/v1',
      kind: 'ClickHouseInstallation',
      metadata: placed(host),
      spec: {
        configuration: {
          zookeeper: { nodes: [{ host: 'keeper-keeper', port: 2181 }] },
          clusters: [{ name: 'fleet', layout: { shardsCount: 2, replicasCount: 2 } }],
          users: {
            'pf_writer/networks/ip': ['::/0'],
            'pf_writer/k8s_secret_password': `${kubernetes.secret}/CLICKHOUSE_PASSWORD`,
            'pf_writer/access_management': 1,
          },
          // Queries have subqueries on distributed tables, which ClickHouse refuses by default.
          profiles: { 'default/distributed_product_mode': 'global' },
        },
        defaults: { templates: { podTemplate: 'server', dataVolumeClaimTemplate: 'data' } },
        templates: {
          podTemplates: [
            {
              name: 'server',
              spec: {
                containers: [{ name: 'clickhouse', image, resources: { requests: { memory: '8Gi', cpu: '2' } } }],
              },
            },
          ],
          volumeClaimTemplates: [claim('data', '200Gi')],
        },
      },
    },
    // The service for clients is clickhouse-<installation>.
    alias(host, `clickhouse-${host}`),
  ];
}

function placed(name: string): object {
  return { name, namespace: kubernetes.namespace };
}

/** A service under the host name that the fleet's services use, for one that an operator names. */
function alias(name: string, service: string): object {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: placed(name),
    spec: { type: 'ExternalName', externalName: `${service}.${kubernetes.namespace}.svc.cluster.local` },
  };
}

function documents(what: string, objects: readonly object[]): string {
  return `# Generated by pf-grafana. ${what}\n${objects.map((object) => stringify(object, { lineWidth: 0, version: '1.1' })).join('---\n')}`;
}
