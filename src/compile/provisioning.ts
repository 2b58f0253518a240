import type { DatasourceSpec, FileValue, NotificationSpec } from '../define/definitions.ts';
import type { ProjectNames } from '../define/settings.ts';
import type { TargetFacts } from './target.ts';

type FileObject = Record<string, FileValue | undefined>;

/** Where the generated dashboards are mounted in Grafana's container. */
const DASHBOARDS = '/var/lib/grafana/dashboards';

/** `datasources/*.yaml` */
export function datasourceFile(specs: readonly DatasourceSpec[], orgId: number, facts: TargetFacts): FileObject {
  return {
    apiVersion: 1,
    datasources: specs.map((spec) => ({
      name: spec.name,
      type: spec.type === 'grafana-postgresql-datasource' ? facts.postgresType : spec.type,
      uid: spec.uid,
      orgId,
      access: 'proxy',
      url: spec.url,
      user: spec.user,
      basicAuth: spec.basicAuth,
      basicAuthUser: spec.basicAuthUser,
      withCredentials: spec.withCredentials,
      database: spec.database,
      isDefault: spec.isDefault ?? false,
      editable: false,
      jsonData: { ...headerMembers('httpHeaderName', Object.keys(spec.headers ?? {})), ...spec.jsonData },
      secureJsonData: secrets(spec),
    })),
  };
}

function secrets(spec: DatasourceSpec): FileObject | undefined {
  const members = { ...spec.secureJsonData, ...headerMembers('httpHeaderValue', Object.values(spec.headers ?? {})) };
  return Object.keys(members).length > 0 ? members : undefined;
}

/** Grafana pairs `httpHeaderName1` of jsonData with `httpHeaderValue1` of secureJsonData. */
function headerMembers(prefix: string, values: readonly FileValue[]): FileObject {
  return Object.fromEntries(values.map((value, index) => [`${prefix}${index + 1}`, value]));
}

/**
 * The project's own file. A renamed data source keeps its uid, so the previous folder, as restored by `git revert`,
 * loads only if Grafana first deletes what is not in the file.
 */
export function ownDatasourceFile(specs: readonly DatasourceSpec[], orgId: number, facts: TargetFacts): FileObject {
  const { apiVersion, ...file } = datasourceFile(specs, orgId, facts);
  return { apiVersion, ...(facts.prunesDatasources ? { prune: true } : {}), ...file };
}

/** `dashboards/*.yaml`: one provider for the whole tree; the directories become its folders. */
export function providerFile({ name, title }: ProjectNames, orgId: number): FileObject {
  return {
    apiVersion: 1,
    providers: [
      {
        name: title,
        orgId,
        type: 'file',
        disableDeletion: false,
        updateIntervalSeconds: 30,
        // Otherwise Grafana would report a save in the browser as successful and overwrite it within seconds.
        allowUiUpdates: false,
        options: { path: `${DASHBOARDS}/${name}`, foldersFromFilesStructure: true },
      },
    ],
  };
}

/**
 * The four alerting files besides the rules, by name, which begins with the owner; a kind without an entry has no file.
 */
export function notificationFiles(spec: NotificationSpec, orgId: number, owner: string): Record<string, FileObject> {
  const files: Record<string, FileObject> = {};
  if (spec.contactPoints.length > 0) {
    files[`${owner}-contact-points`] = {
      apiVersion: 1,
      contactPoints: spec.contactPoints.map((point) => ({ orgId, ...point })),
    };
  }
  if (spec.policy) files[`${owner}-policies`] = { apiVersion: 1, policies: [{ orgId, ...spec.policy }] };
  if (spec.muteTimes.length > 0)
    files[`${owner}-mute-timings`] = { apiVersion: 1, muteTimes: spec.muteTimes.map((mute) => ({ orgId, ...mute })) };
  if (spec.templates.length > 0)
    files[`${owner}-templates`] = {
      apiVersion: 1,
      templates: spec.templates.map((template) => ({ orgId, ...template })),
    };
  return files;
}
