import type { Position } from '../diagnostics/diagnostics.ts';
import type { QueryChange } from './query-tokens.ts';

/** What somebody loses or no longer hears because of a change. */
export interface Risk {
  readonly id: RiskId;
  /** A sentence. */
  readonly message: string;
}
export type RiskId =
  /** History, stars and links of an object that got a new identity. */
  | 'links-lost'
  /** Pending and firing alerts start again. */
  | 'state-reset'
  /** A rule that fires later, no longer, or to nobody. */
  | 'rule-silent'
  /** A contact point, or an address of one, that heard of an alert and does not any more. */
  | 'not-told'
  /** A first message, news or a reminder that comes later, or is held back for a while. */
  | 'told-later'
  /** Panels and rules whose data source, series or table is gone or speaks another language. */
  | 'queries-broken'
  /** A variable or file that the server has to have and did not need before: without it Grafana refuses to start. */
  | 'start-fails'
  /** A variable that the server did not need before: what reads it fails until it is set. */
  | 'variable-unset';

/** One difference of meaning. */
export interface Change {
  /** `panel/moved`: stable, a program may filter by it. */
  readonly id: string;
  /** The part of the object it happened to, such as `Panel "Drawdown"`; the object itself when absent. */
  readonly part?: string;
  /** `threshold: above 15 -> above 20` */
  readonly text: string;
  /** The texts of a query that changed, and where. */
  readonly query?: QueryChange;
  readonly risks?: readonly Risk[];
}

/** The risks of a change as its member, which a change without any lacks. */
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
  /** uid or name: what Grafana knows it by. */
  readonly identity: string;
  readonly orgId: number;
  /** Where it is in its file, or stood when it is gone; absent for what is in several files. */
  readonly at?: Position;
  /** The line of TypeScript that makes it, where one is at hand. */
  readonly definedAt?: Position;
  readonly change: 'added' | 'removed' | 'changed';
  /** Never empty for a changed object. */
  readonly changes: readonly Change[];
  /** Panels before and after, of a dashboard. */
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
