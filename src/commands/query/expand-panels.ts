import { panelId } from '../../compile/panel-id.ts';
import { UserError } from '../../diagnostics/errors.ts';
import { chooseGiven } from '../../verify/panel-queries/choices.ts';
import { type ExpandedQuery, expandFound, variablesUsed } from '../../verify/panel-queries/expansions.ts';
import { type FoundQuery, queriesOfPanel, type UnreadQuery } from '../../verify/panel-queries/find.ts';
import { findPanels, namesToChoose, nearestPanels } from '../../verify/panel-queries/find-panel.ts';
import type { FilesByPath } from '../../verify/panel-queries/grafana-files.ts';
import { periodOf } from '../../verify/panel-queries/periods.ts';
import { momentOf } from '../../verify/panel-queries/moments.ts';
import type { QueryResult } from '../../verify/panel-queries/result-columns.ts';
import { readTextFiles } from './read-text-files.ts';

/** A panel with its expanded queries, and their results if they were run. */
export interface PrintedPanel {
  readonly dashboard: string;
  readonly id: number;
  readonly title: string;
  readonly type: string;
  readonly queries: readonly PrintedQuery[];
}

export interface PrintedQuery {
  readonly refId: string;
  readonly language: string;
  readonly from: string;
  readonly to: string;
  /** Absent if the language of the query is not known. */
  readonly intervalMs?: number;
  readonly text?: string;
  /** Why there is no text or no result. */
  readonly problem?: string;
  readonly result?: QueryResult;
  /** Why the panel cannot use the result; empty if it can. */
  readonly unusable?: readonly string[];
  /** The expanded query that `text` was rendered from. */
  readonly expanded?: ExpandedQuery;
}

export interface PanelRequest {
  readonly dir: string;
  readonly from?: string;
  readonly to: string;
  readonly var: readonly string[];
  /** Types of data sources that the folder does not provision, by uid. */
  readonly datasource?: ReadonlyMap<string, string>;
  readonly now: Date;
}

/**
 * Returns the panels of that name with their queries expanded; throws a UserError for an unknown panel, or an invalid
 * range or variable.
 */
export async function expandPanels(name: string, request: PanelRequest): Promise<PrintedPanel[]> {
  const files = await readTextFiles(request.dir);
  const panels = findPanels(files, name, panelId);
  if (panels.length === 0) throw unknownPanel(files, name, request.dir);
  const given = givenValues(request.var);
  return panels.map(({ dashboard, panel }) => {
    const range = {
      from: momentOf(request.from ?? dashboard.time?.from ?? 'now-6h', request.now),
      to: momentOf(request.to, request.now),
    };
    if (range.from >= range.to)
      throw new UserError({
        severity: 'error',
        id: 'query/range',
        message: `The time range ends at ${range.to.toISOString()}, which is not after its start at ${range.from.toISOString()}.`,
        hint: 'Set --from before --to.',
      });
    const own = queriesOfPanel(files, dashboard, panel, request.datasource);
    const unknown = [...given.keys()].find(
      (variable) => !dashboard.templating?.list?.some((known) => known.name === variable),
    );
    if (unknown !== undefined)
      throw new UserError({
        severity: 'error',
        id: 'query/variable',
        message: `${dashboard.uid} has no variable ${unknown}.`,
        hint: `It has: ${dashboard.templating?.list?.map((known) => known.name).join(', ') ?? 'none'}.`,
      });
    return {
      dashboard: dashboard.uid,
      id: panel.id ?? 0,
      title: panel.title ?? '',
      type: panel.type ?? '',
      queries: own.map((query) => printed(query, range, given)),
    };
  });
}

function printed(
  query: FoundQuery | UnreadQuery,
  range: { readonly from: Date; readonly to: Date },
  given: ReadonlyMap<string, readonly string[]>,
): PrintedQuery {
  if ('problem' in query)
    return {
      refId: query.refId,
      language: query.type || 'unknown',
      from: range.from.toISOString(),
      to: range.to.toISOString(),
      problem: query.problem,
    };
  const period = periodOf(query, range);
  const head = {
    refId: query.target.refId ?? '',
    language: query.language,
    from: period.from.toISOString(),
    to: period.to.toISOString(),
    intervalMs: period.intervalMs,
  };
  try {
    const expanded = expandFound(
      query,
      range,
      variablesUsed(query).map((variable) =>
        chooseGiven(variable, given.get(variable.name), range.to.getTime() - range.from.getTime()),
      ),
    );
    return { ...head, text: expanded.text, expanded };
  } catch (error) {
    return { ...head, problem: error instanceof Error ? error.message : String(error) };
  }
}

function givenValues(list: readonly string[]): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (const item of list) {
    const [, name, value] = /^(\w+)=(.*)$/s.exec(item) ?? [];
    if (name === undefined || value === undefined)
      throw new UserError({
        severity: 'error',
        id: 'query/variable',
        message: `--var ${item} has no value.`,
        hint: 'Write --var name=value.',
      });
    values.set(name, [...(values.get(name) ?? []), value]);
  }
  return values;
}

/** A longer list of names would not be read. */
const MOST_NAMES = 12;

function unknownPanel(files: FilesByPath, name: string, dir: string): UserError {
  const near = nearestPanels(files, name);
  const known = namesToChoose(files, name);
  const more = known.length > MOST_NAMES ? `, and ${known.length - MOST_NAMES} more` : '';
  return new UserError({
    severity: 'error',
    id: 'query/unknown-panel',
    message: `There is no panel ${name} in ${dir}.`,
    hint:
      known.length === 0
        ? `There is no dashboard in ${dir}: choose another folder with --dir.`
        : near.length > 0
          ? `Nearest: ${near.join(', ')}.`
          : `It has ${known.slice(0, MOST_NAMES).join(', ')}${more}.`,
  });
}
