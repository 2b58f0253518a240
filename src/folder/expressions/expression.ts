import type { Language } from '../../grafana/query-expansion/language.ts';
import type { Query } from '../folder.ts';
import type { MappedText } from './mapped-text.ts';

/** A query as its engine gets it, for one choice of the dashboard's variables. */
export interface Expression {
  readonly language: Language;
  readonly role: Query['owner']['kind'];
  /** Uid of the data source, or its name; undefined where the query says none. */
  readonly sourceUid: string | undefined;
  /** What answers instead of the product that the source's type is named after. */
  readonly flavour?: 'VictoriaMetrics';
  /** True for a panel's query that is asked for one moment. */
  readonly isInstant: boolean;
  /** Variables and macros replaced. */
  readonly mapped: MappedText;
  /** As the dashboard opens, or what a viewer may choose then. */
  readonly choice: Choice;
  /** True when a variable of unknown values stands where a name, a number or a keyword might. */
  readonly isGuess: boolean;
  readonly macroProblems: readonly MacroProblem[];
}
export type Choice = 'now' | 'several' | 'all';

/** What Grafana cannot replace in a query, or replaces by an error. */
export interface MacroProblem {
  readonly kind: 'unknown' | 'arguments' | 'browser' | 'variable';
  /** The characters `[from, to)` of the text as it is written. */
  readonly from: number;
  readonly to: number;
  readonly message: string;
  readonly hint: string;
}

/** What a parser says against a text, at its characters `[from, to)`. */
export interface SyntaxProblem {
  readonly from: number;
  readonly to: number;
  readonly message: string;
}
