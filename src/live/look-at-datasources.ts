import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import type { Datasource } from '../folder/folder.ts';
import { isObject, type JsonObject, listOf, objectOf, textOf } from '../folder/json.ts';
import { foreign, missing, unhealthy } from './findings.ts';
import { type AskGrafana, bodyOf } from './grafana-api.ts';
import type { Looked } from './looked.ts';

const PATH = '/api/datasources';

/** Checks data sources, and runs Grafana's health check for each. */
export async function lookAtDatasources(
  datasources: readonly Datasource[],
  orgId: number,
  ask: AskGrafana,
): Promise<Looked[]> {
  if (datasources.length === 0) return [];
  const all = listOf(bodyOf(PATH, await ask(PATH, orgId))).filter(isObject);
  return Promise.all(
    datasources.map(async (source): Promise<Looked> => {
      const running =
        all.find(({ uid }) => uid === (source.uid ?? source.madeUid)) ?? all.find(({ name }) => name === source.name);
      const base = { kind: 'data source', entity: source, list: 'datasources' };
      if (!running)
        return {
          ...base,
          findings: [
            missing(
              source,
              "Search Grafana's log for its name: Grafana stops reading a file at its first invalid data source.",
            ),
          ],
        };
      const isOpen = source.json['editable'] === true;
      return {
        ...base,
        running,
        findings: [
          ...(running['readOnly'] === true || isOpen ? [] : [foreign(source)]),
          ...unsetSecrets(source, running),
          ...(await health(source, textOf(running['uid']) ?? '', orgId, ask)),
        ],
      };
    }),
  );
}

/** Secrets that the folder sets but Grafana does not have, because a variable was empty. */
function unsetSecrets(source: Datasource, running: JsonObject): Diagnostic[] {
  const set = objectOf(running['secureJsonFields']);
  // In older releases the list of data sources does not tell whether there are secrets.
  if (running['secureJsonFields'] === undefined) return [];
  return Object.keys(objectOf(source.written['secureJsonData']))
    .filter((name) => set[name] !== true)
    .map((name) =>
      unhealthy(source, `has no ${name}.`, 'Set the environment variable of this secret where Grafana runs.'),
    );
}

async function health(source: Datasource, uid: string, orgId: number, ask: AskGrafana): Promise<Diagnostic[]> {
  const { status, body } = await ask(`${PATH}/uid/${encodeURIComponent(uid)}/health`, orgId);
  const { status: said, message, messageId } = objectOf(body);
  if (status === 200 && said === 'OK') return [];
  // Some plugins have no health check; then nothing is reported.
  if (status === 404 || status === 501 || messageId === 'plugin.unimplementedHealthCheck') return [];
  const reason = textOf(message) ?? `status ${status}`;
  return [
    unhealthy(source, `does not work: ${reason}`, 'Check its address and secrets, and that Grafana can reach it.'),
  ];
}
