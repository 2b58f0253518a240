import type { Catalog } from '../catalog/catalog.ts';
import { emittedPart, type SourceCatalog } from '../catalog/emit-catalog.ts';
import type { Settings } from '../define/settings.ts';
import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import { UserError } from '../diagnostics/errors.ts';
import { nearest } from '../diagnostics/nearest.ts';

/** The contents of a project's data sources, as written to `catalog.json`. */
export function projectCatalog(
  catalogs: Readonly<Record<string, SourceCatalog | undefined>>,
  { sources, selector }: Settings,
): Pick<Catalog, 'sources'> {
  const problems: Diagnostic[] = [];
  const described = Object.entries(catalogs).flatMap(([handle, catalog]) => {
    if (catalog === undefined) return [];
    const source = Object.hasOwn(sources, handle) ? sources[handle] : undefined;
    const part = source && emittedPart(catalog, source.type, Object.keys(selector));
    if (source && part && Object.keys(part).length > 0) return [[source.uid, part] as const];
    problems.push(source ? saysNothing(handle, source.type) : unknownHandle(handle, Object.keys(sources)));
    return [];
  });
  if (problems.length > 0) throw new UserError(problems);
  return { sources: Object.fromEntries(described) };
}

function unknownHandle(handle: string, known: readonly string[]): Diagnostic {
  const [near] = nearest(handle, known);
  return {
    severity: 'error',
    id: 'catalog/source',
    message: `catalogs has the data source "${handle}", which the project does not have, so no query would be checked against it.`,
    hint: near === undefined ? `Use one of: ${known.join(', ') || 'none'}.` : `Did you mean "${near}"?`,
  };
}

function saysNothing(handle: string, type: string): Diagnostic {
  const part = type === 'loki' ? 'logs' : 'metrics';
  return {
    severity: 'error',
    id: 'catalog/source',
    message: `The catalog of the data source "${handle}" (${type}) has no ${part}, so no query would be checked against it.`,
    hint: `Give it a catalog with \`${part}\`; for a SQL source, one of the databases of a catalog: catalog.databases.<name>.`,
  };
}
