import { projectCatalog } from '../compile/project-catalog.ts';
import type { ResolvedPack } from '../config/packs.ts';
import type { ProjectParts } from '../define/project.ts';
import type { Settings } from '../define/settings.ts';
import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import { UserError } from '../diagnostics/errors.ts';
import { emitJson } from '../emit/json.ts';

/** The files that packs write besides Grafana's, and the catalog for checking queries. */
export async function packFiles(
  packs: readonly ResolvedPack[],
  settings: Settings,
  catalogs: NonNullable<ProjectParts['catalogs']>,
): Promise<Readonly<Record<string, string>>> {
  const files: Record<string, string> = {};
  const owners = new Map<string, string>();
  const problems: Diagnostic[] = [];
  for (const { content, settings: seen } of packs)
    for (const [path, text] of Object.entries((await content.files?.(seen(settings))) ?? {})) {
      const other = owners.get(path);
      owners.set(path, content.name);
      if (other !== undefined && files[path] !== text)
        problems.push({
          severity: 'error',
          id: 'pack/file',
          message: `The packs "${other}" and "${content.name}" both write the file ${path}, so one would be lost.`,
          hint: 'Use them in two projects, each with its own output folder.',
        });
      files[path] = text;
    }
  if (problems.length > 0) throw new UserError(problems);
  const ofPacks = await packCatalog(packs, Object.keys(settings.selector));
  const own = Object.keys(catalogs).length > 0 ? projectCatalog(catalogs, settings) : undefined;
  const catalog = union(ofPacks, own);
  return { ...files, ...(isMap(catalog) ? { 'catalog.json': emitJson(catalog) } : {}) };
}

/** The merged catalog of all packs; undefined if a pack has none, because its metrics would be reported as unknown. */
export async function packCatalog(
  packs: readonly ResolvedPack[],
  labels: readonly string[],
): Promise<object | undefined> {
  if (packs.length === 0 || packs.some(({ content }) => content.catalog === undefined)) return undefined;
  const catalogs = await Promise.all(packs.map(async ({ content }) => content.catalog?.(labels) ?? {}));
  return catalogs.reduce<object>((all, one) => union(all, one) as object, {});
}

/** Merges maps key by key and lists without duplicates; of two other values the first wins. */
function union(left: unknown, right: unknown): unknown {
  if (left === undefined || right === undefined) return left ?? right;
  if (Array.isArray(left) && Array.isArray(right)) return [...new Set<unknown>([...left, ...right])];
  if (!isMap(left) || !isMap(right)) return left;
  return Object.fromEntries(
    [...new Set([...Object.keys(left), ...Object.keys(right)])].map((key) => [
      key,
      right[key] === undefined ? left[key] : union(left[key], right[key]),
    ]),
  );
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
