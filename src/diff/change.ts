import type { Position } from '../diagnostics/diagnostics.ts';
import type { QueryChange } from './query-tokens.ts';

/** What is lost, or who is no longer notified, because of a change. */
export interface Risk {
  readonly id: RiskId;
  /** A full sentence. */
  readonly message: string;
}
export type RiskId =
  /** The history, stars and links of an object with a new identity. */
  | 'links-lost'
  /** Pending and firing alerts start again. */
  | 'state-reset'
  /** A rule that fires later, no longer fires, or notifies nobody. */
  | 'rule-silent'
  /** A contact point or an address that is no longer notified of an alert. */
  | 'not-told'
  /** A first message, an update or a reminder that comes later or is held back for a while. */
  | 'told-later'
  /** Panels and rules whose data source, series or table is gone or has another query language. */
  | 'queries-broken'
  /** A variable or file that the server did not need before and without which Grafana refuses to start. */
  | 'start-fails'
  /** A variable that the server did not need before: what reads it fails until it is set. */
  | 'variable-unset';

/** One difference in meaning. */
export interface Change {
  /** `panel/moved`: stable, so programs may filter by it. */
  readonly id: string;
  /** The changed part of the object, such as `Panel "Drawdown"`; absent for the object itself. */
  readonly part?: string;
  /** `threshold: above 15 -> above 20` */
  readonly text: string;
  /** The query text before and after, with the differing parts. */
  readonly query?: QueryChange;
  readonly risks?: readonly Risk[];
}

/** The `risks` member of a change; absent when there are none. */
export function risksOf(risks: readonly Risk[]): Pick<Change, 'risks'> {
  return risks.length > 0 ? { risks } : {};
}

export type ObjectKind =
  | 'dashboard'
  | 'rule'
  | 'rule group'
  | 'datasource'
  | 'contact point'
  | 'policies'
  | 'mute timing'
  | 'template'
  | 'provider'
  | 'deletions'
  | 'variables'
  | 'prometheus rules'
  | 'sql'
  | 'file';

/** An object of the folder that differs. */
export interface ObjectDiff {
  readonly kind: ObjectKind;
  /** `Dashboard "Agent Fleet"` */
  readonly label: string;
  /** The uid or name by which Grafana knows it. */
  readonly identity: string;
  readonly orgId: number;
  /** Its place in its file, or its former place when it was removed; absent for objects in several files. */
  readonly at?: Position;
  /** The line of TypeScript that defines it, when it is known. */
  readonly definedAt?: Position;
  readonly change: 'added' | 'removed' | 'changed';
  /** Never empty for a changed object. */
  readonly changes: readonly Change[];
  /** For a dashboard: its panels before and after. */
  readonly layout?: LayoutDiff;
}

export interface LayoutDiff {
  readonly before: readonly Box[];
  readonly after: readonly Box[];
}

/** A panel's place: columns of 24, rows of 30 px. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly isRow: boolean;
  readonly mark: 'same' | 'added' | 'removed' | 'moved' | 'changed';
}
