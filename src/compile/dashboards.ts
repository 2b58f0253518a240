import type { DashboardSpec } from '../define/definitions.ts';
import type { Settings } from '../define/settings.ts';
import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import type { CompileContext, JsonObject } from './context.ts';
import { compileDashboard, type CompiledDashboard } from './dashboard.ts';
import { placed } from './definition-errors.ts';
import { dashboardProblems } from './problems.ts';
import { mayHoldOpenReferences, openReferences } from './sources.ts';
import { dashboardKeys } from './spec-keys.ts';
import { dashboardShape } from './spec-shape.ts';

/** A compiled dashboard as the text of its file. */
export interface WrittenDashboard extends Omit<CompiledDashboard, 'json'> {
  readonly text: string;
}

/** A dashboard definition that was called, as far as a build needs it afterwards. */
export interface BuiltDashboard {
  readonly uid: string;
  /** Empty for the folder of the project. */
  readonly folder: string;
  readonly title: string;
  readonly definition: { readonly definedAt: string };
  readonly pack: string | undefined;
  /** What it leaves out that its type asks for; nothing else is then known of it. */
  readonly misshapen: readonly Diagnostic[];
  readonly unknownKeys: readonly Diagnostic[];
  readonly problems: readonly Diagnostic[];
  readonly openReferences: readonly Diagnostic[];
  /** Undefined where there are problems, or compiling threw. */
  readonly written: WrittenDashboard | undefined;
  readonly thrown: { readonly error: unknown } | undefined;
}

/** What a dashboard definition returned, the definition with its source position, and the settings of the build. */
interface DefinedDashboard {
  readonly spec: DashboardSpec;
  readonly definition: { readonly definedAt: string };
  readonly settings: Settings;
  readonly pack?: string;
}

/**
 * Checks and compiles one dashboard and turns it into text, so that its builders and objects can be freed before the
 * next one is built: those of a thousand dashboards would fill the memory, and the garbage collector would copy them
 * again and again.
 */
export function builtDashboard(
  { spec, definition, settings, pack }: DefinedDashboard,
  context: CompileContext,
  textOf: (json: JsonObject) => string,
): BuiltDashboard {
  const misshapen = placed(dashboardShape(spec), definition);
  const facts = { uid: spec.uid, folder: spec.folder ?? '', title: '', definition, pack, misshapen };
  const none = { unknownKeys: [], problems: [], openReferences: [], written: undefined, thrown: undefined };
  if (misshapen.length > 0) return { ...facts, ...none };
  const unknownKeys = placed(dashboardKeys(spec), definition);
  const problems = placed(dashboardProblems(spec, settings, context.facts), definition);
  const shared = { ...facts, ...none, title: spec.dashboard.build().title ?? '', unknownKeys, problems };
  if (unknownKeys.length + problems.length > 0) return shared;
  try {
    const { json, ...compiled } = compileDashboard(spec, context);
    const written = { ...compiled, text: textOf(json) };
    const isOpen = spec.asItIs === undefined && mayHoldOpenReferences(written.text, settings);
    return { ...shared, written, openReferences: isOpen ? placed(openReferences(json, settings), definition) : [] };
  } catch (error) {
    // Reported only if the definitions have no problems, which may be what made it throw.
    return { ...shared, thrown: { error } };
  }
}
