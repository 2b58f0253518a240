import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import { didYouMean } from '../diagnostics/nearest.ts';
import type { ProjectFacts, TenantFacts } from '../define/project.ts';
import type { Source } from '../define/sources.ts';
import type { Locate } from './load.ts';
import { receiverProblems } from './project-alerting.ts';
import { SCOPES, sharedSources, sourceOfTenant } from './tenant-sources.ts';

type Sources = Readonly<Record<string, Source>>;

/** The data sources of a project as each tenant reads them, by tenant id. */
export function tenantSourcesOf({ datasources = {}, tenants = {} }: ProjectFacts): Readonly<Record<string, Sources>> {
  return Object.fromEntries(
    Object.entries(tenants).map(([id, tenant]) => [
      id,
      Object.fromEntries(
        Object.entries(datasources).map(([handle, source]) => [handle, asTenant(id, tenant, handle, source)]),
      ),
    ]),
  );
}

/**
 * Problems with the tenants of a project: receivers, and data sources through which one tenant would see another's
 * data.
 */
export function tenantFactProblems(facts: ProjectFacts, locate: Locate): Diagnostic[] {
  const { tenants = {}, datasources = {} } = facts;
  return [
    ...Object.entries(tenants).flatMap(([id, tenant]) => [
      ...receiverProblems(tenant, locate, facts, ['tenants', id]),
      ...ownSourceProblems(id, tenant, datasources, locate),
    ]),
    ...sharedSources(datasources, tenantSourcesOf(facts), locate, (id, handle) => {
      const place = `tenants: { ${id}: { datasources: { ${handle}: … } } }`;
      return `Declare how it reads ${handle}, as ${place}: another address, user or key. ${SCOPES}`;
    }),
  ];
}

/**
 * A data source declared by the tenant keeps the uid and name of the project's, because dashboards and rules use them.
 */
function asTenant(id: string, { scope = id, datasources = {} }: TenantFacts, handle: string, source: Source): Source {
  const own = Object.hasOwn(datasources, handle) ? datasources[handle] : undefined;
  if (own === undefined) return sourceOfTenant(source, id, scope);
  const { uid, name, isDefault } = source.facts;
  return {
    type: own.type,
    facts: {
      ...own.facts,
      ...(uid === undefined ? {} : { uid }),
      ...(name === undefined ? {} : { name }),
      ...(isDefault === undefined ? {} : { isDefault }),
    },
  };
}

/** Reports tenant data sources that the project does not have, or that differ in type, uid or name. */
function ownSourceProblems(
  id: string,
  { datasources = {} }: TenantFacts,
  shared: Sources,
  locate: Locate,
): Diagnostic[] {
  return Object.entries(datasources).flatMap(([handle, own]) => {
    if (own === undefined) return [];
    const problem = (message: string, hint: string): Diagnostic => ({
      severity: 'error',
      id: 'config/tenant',
      message: `tenants.${id}.datasources.${handle} ${message}`,
      hint,
      at: locate(['tenants', id, 'datasources', handle]),
    });
    const of = Object.hasOwn(shared, handle) ? shared[handle] : undefined;
    if (!of)
      return [
        problem(
          'is not a source of the project, so no dashboard or rule would query it.',
          `Sources are: ${Object.keys(shared).join(', ') || 'none'}.${didYouMean(handle, Object.keys(shared))}`,
        ),
      ];
    if (of.type !== own.type)
      return [
        problem(`is of type ${own.type}, and the queries are for ${of.type}.`, `Declare a source of type ${of.type}.`),
      ];
    return (['uid', 'name'] as const)
      .filter((key) => own.facts[key] !== undefined && own.facts[key] !== of.facts[key])
      .map((key) =>
        problem(
          `has the ${key} "${own.facts[key] ?? ''}", but dashboards refer to the source by the ${key} of the project.`,
          `Leave the ${key} out: it is the same in every org.`,
        ),
      );
  });
}
