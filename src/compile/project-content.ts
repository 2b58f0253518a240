import type { Content } from '../define/content.ts';
import { type DatasourceSpec, defineDatasource, defineNotifications } from '../define/definitions.ts';
import { factsIn, type ProjectBuild } from '../define/project.ts';
import type { Source } from '../define/sources.ts';
import { projectNotifications } from './notifications.ts';

/** A project of a user's own as content: its parts, its sources, and who is told. */
export type ProjectContent = Pick<Content, 'name' | 'definitions'>;

/** The content of a project in one environment. */
export function projectContent({ facts, parts }: ProjectBuild, environment: string | undefined): ProjectContent {
  const own = factsIn(facts, environment);
  const sources = Object.entries(own.datasources ?? {}).filter(([, { facts: source }]) => source.provision !== false);
  return {
    name: facts.name,
    definitions: async () => ({
      dashboards: parts.dashboards ?? [],
      ruleGroups: parts.ruleGroups ?? [],
      datasources: sources.map(([handle, source]) => defineDatasource(() => sourceSpec(facts.name, handle, source))),
      notifications: [defineNotifications((settings) => projectNotifications(own, settings))],
    }),
  };
}

function sourceSpec(project: string, handle: string, { type, facts }: Source): DatasourceSpec {
  const { uid = `${project}-${handle}`, name = `${project}-${handle}`, provision: _, basicAuth, ...rest } = facts;
  const { jsonData = {}, secureJsonData, ...members } = rest;
  const password = basicAuth ? { basicAuthPassword: basicAuth.password } : {};
  const secrets = { ...password, ...secureJsonData };
  return {
    ...members,
    name,
    uid,
    type,
    ...(basicAuth ? { basicAuth: true, basicAuthUser: basicAuth.user } : {}),
    jsonData,
    ...(Object.keys(secrets).length > 0 ? { secureJsonData: secrets } : {}),
  };
}
