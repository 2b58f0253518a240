import type { Language } from '../../grafana/query-expansion/language.ts';
import type { Query } from '../folder.ts';
import type { MappedText } from './mapped-text.ts';

/** A query as its engine receives it, for one choice of the dashboard's variables. */
export interface Expression {
  readonly language: Language;
  readonly role: Query['owner']['kind'];
  /** Uid of the data source, or its name; undefined when the query has neither. */
  readonly sourceUid: string | undefined;
  /** The server behind the data source, when it is not the product that its type is named after. */
  readonly flavour?: 'VictoriaMetrics';
  /** True for an instant query of a panel. */
  readonly isInstant: boolean;
  /** Variables and macros replaced. */
  readonly mapped: MappedText;
  /** The variable values when the dashboard opens, or a choice that a viewer can make. */
  readonly choice: Choice;
  /**
   * True when a variable with unknown values is outside a string, where it may stand for a name, a number or a keyword.
   */
  readonly isGuess: boolean;
  readonly macroProblems: readonly MacroProblem[];
}
export type Choice = 'now' | 'several' | 'all';

/** A macro or variable that Grafana cannot replace, or that makes the query fail. */
export interface MacroProblem {
  readonly kind: 'unknown' | 'arguments' | 'browser' | 'variable';
  /** The characters `[from, to)` of the text as it is written. */
  readonly from: number;
  readonly to: number;
  readonly message: string;
  readonly hint: string;
}

/** A parser's error at the characters `[from, to)` of a text. */
export interface SyntaxProblem {
  readonly from: number;
  readonly to: number;
  readonly message: string;
}
