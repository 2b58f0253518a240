import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type {
  AlertQuery,
  AlertRule,
  Annotation,
  ContactPoint,
  Dashboard,
  Datasource,
  Deletion,
  MuteTiming,
  Panel,
  Place,
  Provider,
  ProvisioningFile,
  ProvisioningFolder,
  Query,
  Receiver,
  Route,
  RuleGroup,
  Target,
  Template,
  Variable,
} from '../folder/folder.ts';
import type { Variables } from '../folder/loaded.ts';
import type { Elsewhere } from '../folder/lookups/known-objects.ts';
import type { PlainSecret } from '../folder/secrets/plain-secrets.ts';
import type { ParsedExpression, Queries } from '../folder/expressions/prepare.ts';
import type { Part, Path } from '../folder/source/source.ts';
import type { Release } from '../grafana/release.ts';

/**
 * Which rules run: those that apply to any folder; these and style rules for good dashboards; or exactly the rules of
 * the mixin community.
 */
export type Preset = 'recommended' | 'style' | 'mixin';

/** A finding of a rule for the object that it was given. */
export interface Finding {
  /** Path below the object; the object itself when absent. */
  readonly at?: Path;
  readonly part?: Part;
  /** The characters of the text value at `at` that are wrong. */
  readonly within?: { readonly offset: number; readonly length: number };
  /** Another object than the given one, for a problem between two objects. */
  readonly place?: Place;
  /** What is wrong, with names, and how Grafana reacts. */
  readonly message: string;
  /** The edit that fixes it. */
  readonly hint?: string;
  /** Overrides the severity of the rule for this case. */
  readonly severity?: Diagnostic['severity'];
}
export type Report = (finding: Finding) => void;

/**
 * A finding of a rule in a query as its engine receives it. The message completes a sentence that begins with the
 * query's name and a colon.
 */
export interface ExpressionFinding {
  /** The characters `[from, to)` of the expanded text, or of the text as written when `isWritten` is set. */
  readonly from: number;
  readonly to: number;
  readonly isWritten?: true;
  readonly message: string;
  readonly hint?: string;
  readonly severity?: Diagnostic['severity'];
}

/** What a rule may use besides its object. */
export interface Context {
  readonly folder: ProvisioningFolder;
  readonly target: Release;
  readonly preset: Preset;
  /** Metrics, tables and streams that exist, if a catalog was given. */
  readonly catalog: Catalog | undefined;
  /** Values of environment variables, if given. */
  readonly variables: Variables | undefined;
  /** Objects that the folder may refer to without provisioning them. */
  readonly elsewhere: Elsewhere;
  /** The folder's queries and their parsers; absent when the caller does not check queries. */
  readonly queries: Queries | undefined;
  /** Plain-text secrets; their values are for redaction only. */
  readonly secrets: readonly PlainSecret[];
}

/** Everything that the verdict on an expression may depend on besides its text. */
export type ExpressionContext = Pick<Context, 'target' | 'catalog'>;

type Visit<Object> = (object: Object, report: Report, context: Context) => void;

/**
 * A rule. Its documentation is data, which `pf-grafana rules` and `explain` print. It has no state and knows no other
 * rule.
 */
export interface Rule {
  /** `scope/what`; the file has the same name with a dash. */
  readonly id: string;
  readonly severity: Diagnostic['severity'];
  /** What the rule requires, in one sentence. */
  readonly description: string;
  /** The behaviour of Grafana or a data source that is the reason. */
  readonly why: string;
  /** A minimal example with a finding. */
  readonly bad: string;
  /** The same example, fixed. */
  readonly good: string;
  /** Rules of other tools that this one replaces: `dashboard-linter: panel-units-rule`. */
  readonly standsFor?: readonly string[];
  /** Where this one deliberately differs from those, and why. */
  readonly differs?: string;
  /** `recommended` if absent. */
  readonly presets?: readonly Preset[];

  readonly folder?: Visit<ProvisioningFolder>;
  readonly file?: Visit<ProvisioningFile>;
  readonly datasource?: Visit<Datasource>;
  readonly provider?: Visit<Provider>;
  readonly dashboard?: Visit<Dashboard>;
  readonly panel?: Visit<Panel>;
  readonly target?: Visit<Target>;
  readonly variable?: Visit<Variable>;
  readonly annotation?: Visit<Annotation>;
  readonly group?: Visit<RuleGroup>;
  readonly alert?: Visit<AlertRule>;
  readonly alertQuery?: Visit<AlertQuery>;
  readonly contactPoint?: Visit<ContactPoint>;
  readonly receiver?: Visit<Receiver>;
  readonly route?: Visit<Route>;
  readonly muteTiming?: Visit<MuteTiming>;
  readonly template?: Visit<Template>;
  readonly deletion?: Visit<Deletion>;
  readonly query?: Visit<Query>;
  /**
   * A parsed query, with variables and macros replaced. The verdict must depend on the arguments only, because a text
   * without findings is cached.
   */
  readonly expression?: (
    expression: ParsedExpression,
    report: (finding: ExpressionFinding) => void,
    context: ExpressionContext,
  ) => void;
}
