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
 * Which rules run: what is right in any folder; that and the house style of good dashboards; or the wishes of the mixin
 * community exactly as they are.
 */
export type Preset = 'recommended' | 'style' | 'mixin';

/** What a rule says of the object it was given. */
export interface Finding {
  /** Path below the object; the object itself when absent. */
  readonly at?: Path;
  readonly part?: Part;
  /** Characters of the text value at `at` that are wrong. */
  readonly within?: { readonly offset: number; readonly length: number };
  /** Another object than the one given, for what is wrong between two. */
  readonly place?: Place;
  /** What is wrong, with names, and what Grafana does of it. */
  readonly message: string;
  /** The edit that fixes it. */
  readonly hint?: string;
  /** Where one case is milder or graver than the rule. */
  readonly severity?: Diagnostic['severity'];
}
export type Report = (finding: Finding) => void;

/**
 * What a rule says of a query as its engine gets it. The message is the end of a sentence that begins with the query's
 * name and a colon.
 */
export interface ExpressionFinding {
  /** The characters `[from, to)` of the expanded text, or of the text as it is written. */
  readonly from: number;
  readonly to: number;
  readonly isWritten?: true;
  readonly message: string;
  readonly hint?: string;
  readonly severity?: Diagnostic['severity'];
}

/** What a rule may ask beside its object. */
export interface Context {
  readonly folder: ProvisioningFolder;
  readonly target: Release;
  readonly preset: Preset;
  /** Metrics, tables and streams that exist, where a catalog was given. */
  readonly catalog: Catalog | undefined;
  /** Values of environment variables, where they were given. */
  readonly variables: Variables | undefined;
  /** What the folder may refer to without provisioning it. */
  readonly elsewhere: Elsewhere;
  /** The folder's queries and their parsers; absent where the caller checks no queries. */
  readonly queries: Queries | undefined;
  /** Secrets that are written out; their values are for redaction only. */
  readonly secrets: readonly PlainSecret[];
}

/** All that the verdict on an expression may depend on beside its text. */
export type ExpressionContext = Pick<Context, 'target' | 'catalog'>;

type Visit<Object> = (object: Object, report: Report, context: Context) => void;

/**
 * One rule: its documentation is data, `pf-grafana rules` and `explain` print it. It is pure and knows no other rule.
 */
export interface Rule {
  /** `scope/what`; the file's name is the same with a dash. */
  readonly id: string;
  readonly severity: Diagnostic['severity'];
  /** What holds when all is well, in one sentence. */
  readonly description: string;
  /** The behaviour of Grafana or of a data source behind it. */
  readonly why: string;
  /** A smallest example that is found. */
  readonly bad: string;
  /** The same, fixed. */
  readonly good: string;
  /** Rules of other tools that this one stands for: `dashboard-linter: panel-units-rule`. */
  readonly standsFor?: readonly string[];
  /** Where this one differs from those on purpose, and why. */
  readonly differs?: string;
  /** `recommended` when absent. */
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
   * A query after variables, macros and parser. The verdict must depend on the arguments alone: a text without a
   * finding is remembered.
   */
  readonly expression?: (
    expression: ParsedExpression,
    report: (finding: ExpressionFinding) => void,
    context: ExpressionContext,
  ) => void;
}
