import type { Cost } from './cost.ts';
import type { MeasuredQuery } from './measured.ts';

/** The maximum milliseconds for opening a panel, and for opening all panels of the command center together. */
export const BUDGET = { panel: 1000, commandCenter: 1000 } as const;
const COMMAND_CENTER = 'pf-agent-fleet-v1';
const DEAREST = 10;

interface PanelCost {
  readonly dashboard: string;
  readonly title: string;
  readonly own: Cost;
  readonly whole: Cost;
  readonly raw: Cost | undefined;
}

/** Returns the report: panels by dashboard, the most expensive ones, and those over the budget. */
export function costReport(queries: readonly MeasuredQuery[]): string {
  const panels = byPanel(queries);
  const dashboards = [...new Set(panels.map(({ dashboard }) => dashboard))];
  const center = panels
    .filter(({ dashboard }) => dashboard === COMMAND_CENTER)
    .reduce((total, { own }) => total + own.milliseconds, 0);
  const over = panels.filter(({ own }) => own.milliseconds > BUDGET.panel);
  const head = `${'opens with'.padStart(24)}${'whole history'.padStart(24)}${'without rollups'.padStart(24)}  (ms, rows or samples read)`;
  return [
    ...dashboards.flatMap((dashboard) => [
      `\n${dashboard}`,
      head,
      ...panels.filter((panel) => panel.dashboard === dashboard).map(line),
    ]),
    `\nThe ${DEAREST} dearest panels`,
    head,
    ...panels
      .toSorted((one, other) => other.own.milliseconds - one.own.milliseconds)
      .slice(0, DEAREST)
      .map((panel) => `${line(panel)}  (${panel.dashboard})`),
    `\n${COMMAND_CENTER}: ${center.toFixed(0)} ms together (budget ${BUDGET.commandCenter})${center > BUDGET.commandCenter ? '  OVER THE BUDGET' : ''}`,
    over.length === 0
      ? `No panel over ${BUDGET.panel} ms.`
      : `OVER THE BUDGET of ${BUDGET.panel} ms: ${over.map(({ dashboard, title }) => `${dashboard}/${title}`).join(', ')}`,
    '',
  ].join('\n');
}

/** The queries of a panel are sent together; their times are added, as on a busy machine. */
function byPanel(queries: readonly MeasuredQuery[]): PanelCost[] {
  const panels = new Map<string, PanelCost>();
  for (const {
    panel: { found },
    own,
    whole,
    raw,
  } of queries) {
    const key = `${found.owner}/${found.panel?.id ?? ''}`;
    const known = panels.get(key);
    panels.set(
      key,
      known
        ? {
            ...known,
            own: sum(known.own, own),
            whole: sum(known.whole, whole),
            raw: raw || known.raw ? sum(known.raw ?? known.own, raw ?? own) : undefined,
          }
        : { dashboard: found.owner, title: found.title, own, whole, raw },
    );
  }
  return [...panels.values()];
}

function sum(one: Cost, other: Cost): Cost {
  return { milliseconds: one.milliseconds + other.milliseconds, rowsRead: one.rowsRead + other.rowsRead };
}

function line({ title, own, whole, raw }: PanelCost): string {
  return `${cell(own)}${cell(whole)}${raw ? cell(raw) : '-'.padStart(24)}  ${title}${own.milliseconds > BUDGET.panel ? '  OVER THE BUDGET' : ''}`;
}

function cell({ milliseconds, rowsRead }: Cost): string {
  return (
    `${Number.isFinite(milliseconds) ? milliseconds.toFixed(0) : 'refused'}`.padStart(11) +
    `${Number.isNaN(rowsRead) ? '-' : rowsRead}`.padStart(13)
  );
}
