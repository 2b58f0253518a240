import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { ProvisioningFolder } from '../../folder/folder.ts';
import { listOf, objectOf } from '../../folder/json.ts';

type Json = Record<string, unknown>;

/** The state of a Grafana as returned by its HTTP API; tests change it as users might. */
export interface GrafanaState {
  readonly token: string;
  database: string;
  /** The responses of `/api/dashboards/uid/:uid`, by uid. */
  readonly dashboards: Map<string, { dashboard: Json; meta: Json }>;
  datasources: Json[];
  /** Status and body of health checks, by uid. */
  readonly health: Map<string, readonly [status: number, body: Json]>;
  rules: Json[];
  contactPoints: Json[];
  policies: Json;
  muteTimings: Json[];
  templates: Json[];
  /** `data.groups` of the rule state API. */
  groups: { name: string; file: string; interval: number; rules: Json[] }[];
}

/**
 * The state of a Grafana that has loaded a folder, as its HTTP API returns it: rules with `folderUID`, `ruleGroup` and
 * Prometheus durations, one contact point per receiver, redacted secrets, filled-in defaults, all with provenance file.
 */
export function loadedState(folder: ProvisioningFolder): GrafanaState {
  const copy = (value: unknown) => structuredClone(value) as Json;
  const file = { provenance: 'file' };
  const folderUid = (title: string) => `uid-of-${title.replaceAll(/\W/g, '-')}`;
  return {
    token: 'glsa_test',
    database: 'ok',
    dashboards: new Map(
      folder.dashboards.map(({ uid = '', json, folder: title }) => [
        uid,
        {
          dashboard: { ...copy(json), id: 7, version: 3 },
          meta: { provisioned: true, folderTitle: title === '' ? 'General' : title, folderUid: folderUid(title) },
        },
      ]),
    ),
    datasources: folder.datasources.map(({ json, uid, madeUid }) => {
      const { secureJsonData, editable, ...others } = copy(json);
      return {
        id: 1,
        typeLogoUrl: 'public/plugin.svg',
        jsonData: {},
        ...others,
        uid: uid ?? madeUid,
        readOnly: editable !== true,
        secureJsonFields: Object.fromEntries(Object.keys(objectOf(secureJsonData)).map((name) => [name, true])),
      };
    }),
    health: new Map(),
    rules: folder.groups.flatMap((group) =>
      group.alerts.map(({ json }) => {
        // The API returns dashboard and panel only in the annotations.
        const {
          dashboardUid: _dashboard,
          panelId: _panel,
          keepFiringFor,
          data,
          for: wait = '0s',
          ...others
        } = copy(json);
        return {
          id: 1,
          orgID: group.orgId,
          folderUID: folderUid(group.folder),
          ruleGroup: group.name,
          updated: '2026-01-05T12:00:00Z',
          isPaused: false,
          ...others,
          ...(keepFiringFor === undefined ? {} : { keep_firing_for: keepFiringFor }),
          for: wait,
          data: listOf(data).map((query) => ({
            queryType: '',
            ...objectOf(query),
            model: { intervalMs: 1000, maxDataPoints: 43200, ...objectOf(objectOf(query)['model']) },
          })),
          ...file,
        };
      }),
    ),
    contactPoints: folder.contactPoints.flatMap(({ name, receivers }) =>
      receivers.map(({ json, type }) => {
        const settings = copy(json['settings']);
        for (const secret of type === 'webhook' ? ['authorization_credentials'] : ['url', 'integrationKey', 'token'])
          if (secret in settings) settings[secret] = '[REDACTED]';
        return { disableResolveMessage: false, ...copy(json), name, settings, ...file };
      }),
    ),
    policies: { ...copy(folder.policies[0]?.json ?? {}), ...file },
    muteTimings: folder.muteTimings.map(({ json }) => ({ ...copy(json), version: 'abc', ...file })),
    // Grafana trims templates.
    templates: folder.templates.map(({ json }) => ({
      ...copy(json),
      template: String(json['template']).trim(),
      version: 'abc',
      ...file,
    })),
    groups: folder.groups.map(({ name, folder: title, interval, alerts }) => ({
      name,
      file: title,
      folderUid: folderUid(title),
      interval: Number.parseInt(interval, 10) * (interval.endsWith('m') ? 60 : 1),
      rules: alerts.map(({ title: rule, uid }) => ({
        name: rule,
        uid,
        health: 'ok',
        type: 'alerting',
        state: 'inactive',
      })),
    })),
  };
}

/** Serves a state on a free local port. */
export async function fakeGrafana(state: GrafanaState): Promise<{ readonly url: string; readonly server: Server }> {
  const server = createServer((request, response) => {
    const [status, body] = answer(state, request);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

function answer(state: GrafanaState, { url = '', headers }: IncomingMessage): readonly [number, unknown] {
  const [path = ''] = url.split('?');
  // The health endpoint needs no authentication.
  if (path === '/api/health')
    return [state.database === 'ok' ? 200 : 503, { commit: 'abc', database: state.database, version: '12.4.0' }];
  if (headers.authorization !== `Bearer ${state.token}`) return [401, { message: 'Invalid API key' }];
  if (headers['x-grafana-org-id'] !== '1') return [403, { message: 'Access denied' }];
  const lists: Readonly<Record<string, unknown>> = {
    '/api/datasources': state.datasources,
    '/api/v1/provisioning/alert-rules': state.rules,
    '/api/v1/provisioning/contact-points': state.contactPoints,
    '/api/v1/provisioning/policies': state.policies,
    '/api/v1/provisioning/mute-timings': state.muteTimings,
    '/api/v1/provisioning/templates': state.templates,
    '/api/prometheus/grafana/api/v1/rules': { status: 'success', data: { groups: state.groups } },
  };
  if (path in lists) return [200, lists[path]];
  const [, dashboard] = /^\/api\/dashboards\/uid\/(.+)$/.exec(path) ?? [];
  if (dashboard !== undefined) {
    const found = state.dashboards.get(decodeURIComponent(dashboard));
    return found ? [200, found] : [404, { message: 'Dashboard not found' }];
  }
  const [, source] = /^\/api\/datasources\/uid\/(.+)\/health$/.exec(path) ?? [];
  if (source !== undefined) return state.health.get(source) ?? [200, { status: 'OK', message: 'Works' }];
  return [404, { message: 'Not found' }];
}
