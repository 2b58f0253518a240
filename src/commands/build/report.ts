import { MANIFEST } from '../../emit/own-files.ts';
import { changesAnything, type WritePlan } from '../../emit/plan.ts';
import type { RenderedFolder } from '../../emit/render.ts';
import { inline, jsonText } from '../../report/quote.ts';
import { hasColor } from '../terminal.ts';
import type { FolderResult } from './cache.ts';
import { countsLine } from './counts-line.ts';

/** A migration of a database: `stack/postgres/migrations/001-ledger-keys.sql`. */
const MIGRATION = /(?:^|\/)migrations\/\d+[^/]*\.sql$/;

/** The result for a folder; with the texts if it was rendered. */
export interface Reported extends FolderResult {
  readonly folder?: RenderedFolder;
}

/** True if every generated file has, or will have after the plan, the generated content. */
export function isAsBuilt(plan: WritePlan): boolean {
  return plan.edited.length + plan.kept.length === 0;
}

/** True if the folder already has the generated content, and Grafana would load nothing else from it. */
export function isUpToDate(plan: WritePlan): boolean {
  return isAsBuilt(plan) && !changesAnything(plan) && plan.foreign.length === 0;
}

/** The results as one line of JSON: an object, or a list if there are several environments; a check includes diffs. */
export async function jsonReport(results: readonly Reported[], check: boolean): Promise<string> {
  const list = await Promise.all(
    results.map(async (result) => {
      const { environment, out, plan, changes, warnings } = result;
      return {
        environment,
        out,
        upToDate: isUpToDate(plan),
        ...plan,
        changes,
        migrations: newMigrations(plan),
        warnings,
        ...(check ? { diffs: Object.fromEntries(await diffsOf(result)) } : {}),
      };
    }),
  );
  return `${jsonText(list.length === 1 ? list[0] : list)}\n`;
}

/** The results for people: one line per file, the counts, and with a check the differences. */
export async function prettyReport(results: readonly Reported[], check: boolean): Promise<string> {
  const texts = await Promise.all(
    results.map(async (result) => {
      const diffs = check ? [...(await diffsOf(result)).values()] : [];
      const shown =
        diffs.length > 0 && hasColor(process.stdout) ? (await import('./folder-diff.ts')).colored(diffs) : diffs;
      return [...shown, ...lines(result, check).map((line) => `${line}\n`)].join('');
    }),
  );
  return texts.join('');
}

function lines({ out, plan, changes }: FolderResult, check: boolean): string[] {
  const would = check ? 'would be ' : '';
  return [
    ...plan.created.map((path) => `${would}created  ${inline(path)}`),
    ...plan.changed.map((path) => `${would}changed  ${inline(path)}`),
    ...plan.removed.map((path) => `${would}removed  ${inline(path)}`),
    ...plan.edited.map(
      (path) =>
        `edited   ${inline(path)}  (by hand, so it is kept: move the edit into the definition, or discard it with \`pf-grafana build --force\`)`,
    ),
    ...plan.kept.map(
      (path) =>
        `kept     ${inline(path)}  (no longer generated, but edited by hand: move it elsewhere, or remove it with \`pf-grafana build --force\`)`,
    ),
    ...plan.foreign.map(
      (path) =>
        `foreign  ${inline(path)}  (not written by a build, but Grafana loads this folder: move it elsewhere, or write a definition for it)`,
    ),
    ...newMigrations(plan).map(
      (path) =>
        `to run   ${inline(path)}  (new since the last build: run it in its database before you deploy the folder)`,
    ),
    ...changes.map(inline),
    ...(plan.interrupted ? [check ? 'A build was interrupted here.' : 'Finished an interrupted build.'] : []),
    `${countsLine({ out, plan })}${check && changesAnything(plan) ? '. Run `pf-grafana build` and commit the result.' : ''}`,
  ];
}

/**
 * Migrations that are new since the last build, in the order of execution; none after a first build, which has no
 * earlier schema to migrate.
 */
function newMigrations({ created }: WritePlan): string[] {
  return created.includes(MANIFEST) ? [] : created.filter((path) => MIGRATION.test(path)).toSorted();
}

/** Only files that exist on both sides: a created or removed file is named, not printed. */
async function diffsOf({ out, plan, folder }: Reported): Promise<ReadonlyMap<string, string>> {
  const paths = [...plan.changed, ...plan.edited];
  if (!folder || paths.length === 0) return new Map();
  const { folderDiffs } = await import('./folder-diff.ts');
  return folderDiffs(out, folder, paths);
}
