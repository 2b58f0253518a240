import type { SourceHandle } from '../catalog/source-handle.ts';
import type { Handles } from './project.ts';
import type { Source } from './sources.ts';

/** What a project may change in a rule of a pack. */
export interface RuleChange {
  readonly title?: string;
  readonly for?: string;
  readonly keepFiringFor?: string;
  /** A severity or team of the project. */
  readonly severity?: string;
  readonly team?: string;
  readonly threshold?: {
    readonly value?: number | readonly [from: number, to: number];
    readonly recover?: number | readonly [from: number, to: number];
  };
  readonly isPaused?: boolean;
  /** Added to the rule's own. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly summary?: string;
  readonly description?: string;
  readonly runbook?: string;
  readonly noData?: 'NoData' | 'OK' | 'Alerting' | 'KeepLast';
  /** False removes the link to a panel. */
  readonly panel?: false;
}
/** What a project may change in a dashboard of a pack. */
export interface DashboardChange {
  readonly title?: string;
  readonly description?: string;
  readonly folder?: string;
  readonly tags?: readonly string[];
  readonly refresh?: string;
}
/** What a project may change in a panel of a pack. */
export interface PanelChange {
  readonly title?: string;
  readonly description?: string;
  readonly width?: number;
  readonly height?: number;
}
export type PartChange = RuleChange | DashboardChange | PanelChange;

type ChangeOf<N> = N extends `rule:${string}`
  ? RuleChange
  : N extends `dashboard:${string}`
    ? DashboardChange
    : N extends `panel:${string}`
      ? PanelChange
      : PartChange;

/** The keys of a pack in a project, as the tool reads them. */
export interface PackUse {
  readonly options?: object;
  /** Names of parts to leave out: `rule:x`, `dashboard:y`, `panel:y/z`. */
  readonly omit?: readonly string[];
  readonly override?: Readonly<Record<string, PartChange | undefined>>;
  /** Binds handles of the pack to data sources of the project, given as values or, in YAML, by handle. */
  readonly sources?: Readonly<Record<string, Source | SourceHandle | string | undefined>>;
  /** Maps severities of the pack to those of the project. */
  readonly severities?: Readonly<Record<string, string | undefined>>;
  readonly teams?: Readonly<Record<string, string | undefined>>;
  /** Prefix of its uids; by default that of the project. */
  readonly uidPrefix?: string;
  /** Title of the folder of its dashboards and rules; by default that of the project. */
  readonly folder?: string;
}

/** The same, typed by the pack's parts, options, handles, severities and teams. */
export interface TypedUse<N extends string, I, S extends Handles, Severity extends string, Team extends string> {
  readonly options?: I;
  readonly omit?: readonly N[];
  readonly override?: { readonly [K in N]?: ChangeOf<K> };
  /** A data source of the project: its value, or its handle in `project.sources`. */
  readonly sources?: { readonly [H in keyof S]?: Source<S[H]> | SourceHandle<string, S[H]> };
  readonly severities?: { readonly [W in Severity]?: string };
  readonly teams?: { readonly [W in Team]?: string };
  readonly uidPrefix?: string;
  readonly folder?: string;
}

type NeededKeys<I> = { [K in keyof I]-?: object extends Pick<I, K> ? never : K }[keyof I];

/** The arguments of a pack: none are required if no option is. */
export type PackArguments<N extends string, I, S extends Handles, Severity extends string, Team extends string> = [
  NeededKeys<I>,
] extends [never]
  ? [use?: TypedUse<N, I, S, Severity, Team>]
  : [use: TypedUse<N, I, S, Severity, Team> & { readonly options: I }];
