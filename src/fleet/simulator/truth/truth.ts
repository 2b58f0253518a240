import type { FleetEvent } from '../events.ts';
import { exporterOutage } from '../exporter/scrapes.ts';
import type { Fleet } from '../fleet.ts';
import { DAY, HOUR, MINUTE } from '../options.ts';
import { toUsdc } from '../units.ts';
import { type Levels, LevelBook } from './levels.ts';
import { watch, type WatchedTruth } from './watched.ts';
import { addToWindow, emptyWindow, type WindowTruth } from './window.ts';

/** Time ranges of the dashboards, each ending at the end of the simulation; `all` is the whole simulation. */
export const windows = {
  '5m': 5 * MINUTE,
  '15m': 15 * MINUTE,
  '1h': HOUR,
  '2h': 2 * HOUR,
  '6h': 6 * HOUR,
  '24h': DAY,
  '7d': 7 * DAY,
  all: Number.POSITIVE_INFINITY,
} as const;
export type WindowName = keyof typeof windows;

/** Figures of one agent on one UTC day; amounts in USDC. */
export interface DayTruth {
  readonly day: string;
  readonly agentId: string;
  readonly strategy: string;
  readonly equityOpen: number;
  readonly netFlow: number;
  readonly pnl: number;
  readonly realized: number;
  readonly realizedDay: number;
  readonly unrealized: number;
  readonly equityClose: number;
  readonly wins: number;
  readonly losses: number;
  readonly pushes: number;
  readonly drawdown: number;
  readonly fees: number;
  readonly volume: number;
}

/** The truth about a simulation: sums over its own events, computed without queries. */
export interface Truth {
  readonly seed: number;
  readonly start: string;
  readonly end: string;
  readonly windows: Readonly<Record<WindowName, WindowTruth>>;
  /** At the end. */
  readonly levels: Levels;
  readonly days: readonly DayTruth[];
  readonly watched: WatchedTruth;
  /** Agents that report at the end, and times of death of dead agents. */
  readonly reporting: readonly string[];
  readonly died: Readonly<Record<string, string>>;
  /** P&L in the ledger of agents after their death, which is in no metric, USDC. */
  readonly untoldPnl: Readonly<Record<string, number>>;
  /** Outage of the exporter without any scrape; afterwards its counters start at 0. */
  readonly exporterOutage: { readonly from: string; readonly to: string };
}

/** Computes the truth while a simulation runs. */
export function truthOf(fleet: Pick<Fleet, 'start' | 'end'>) {
  const { start, end } = fleet;
  const book = new LevelBook();
  const watched = watch();
  const open = (Object.entries(windows) as [WindowName, number][]).map(([name, length]) => {
    const from = Math.max(start, end - length);
    return { name, from, window: emptyWindow(from, end) };
  });
  return {
    hear: (event: FleetEvent): void => {
      book.hear(event);
      watched.hear(event);
      for (const { from, window } of open) if (event.at >= from) addToWindow(window, event);
    },
    truth: ({ options, agents }: Fleet): Truth => ({
      seed: options.seed,
      start: iso(start),
      end: iso(end),
      windows: Object.fromEntries(open.map(({ name, window }) => [name, window])) as Record<WindowName, WindowTruth>,
      levels: book.levels(end),
      days: book.days.map(({ kind: _kind, at: _at, name: _name, ...day }) => ({
        ...day,
        equityOpen: toUsdc(day.equityOpen),
        netFlow: toUsdc(day.netFlow),
        pnl: toUsdc(day.pnl),
        realized: toUsdc(day.realized),
        realizedDay: toUsdc(day.realizedDay),
        unrealized: toUsdc(day.unrealized),
        equityClose: toUsdc(day.equityClose),
        fees: toUsdc(day.fees),
        volume: toUsdc(day.volume),
      })),
      watched: watched.truth(agents.flatMap(({ openTrades }) => [...openTrades])),
      reporting: agents.filter((agent) => agent.status !== 'retired' && end < agent.silentFrom).map(({ id }) => id),
      died: Object.fromEntries(
        agents.filter(({ silentFrom }) => silentFrom <= end).map(({ id, silentFrom }) => [id, iso(silentFrom)]),
      ),
      untoldPnl: Object.fromEntries(
        agents.filter(({ silentFrom }) => silentFrom <= end).map(({ id, untold }) => [id, toUsdc(untold)]),
      ),
      exporterOutage: { from: iso(exporterOutage(fleet).from), to: iso(exporterOutage(fleet).to) },
    }),
  };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
