// validate/: judging a folder that folder/ has read. Rules, schemas, suppressions, baseline; checkFolder is the one way
// in for commands. It may use folder/, grafana/ and the types of catalog/; never what makes the output (query/, panels/,
// compile/, emit/): a wrong compiler cannot approve its own output.

import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import { compare } from '../diagnostics/order.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { withRoutes } from '../folder/entities/alerting.ts';
import type { Place, ProvisioningFolder } from '../folder/folder.ts';
import type { Variables } from '../folder/loaded.ts';
import type { Elsewhere } from '../folder/lookups/known-objects.ts';
import { uniqueDashboards } from '../folder/open-folder.ts';
import { plainSecrets } from '../folder/secrets/plain-secrets.ts';
import { expressionFindings } from './expression-findings.ts';
import { hiddenQueries, type IsHidden } from './hidden-queries.ts';
import type { Queries } from '../folder/expressions/prepare.ts';
import { redacted } from './redact.ts';
import type { Context, Finding, Preset, Report, Rule } from './rule.ts';
import { rules as allRules } from './rules/index.ts';
import { pointer, writtenPath } from '../folder/source/source.ts';
import { NEWEST, type Release } from '../grafana/release.ts';

/** Of one rule in one file; to find the places of many takes longer than to read the file. */
const MOST_FINDINGS = 1000;

/** What a run of the validator may be told. */
export interface ValidateOptions {
  readonly target?: Release;
  readonly preset?: Preset;
  readonly catalog?: Catalog;
  readonly variables?: Variables;
  readonly elsewhere?: Partial<Elsewhere>;
  /** From `prepareQueries`; without it nothing is said about the text of a query. */
  readonly queries?: Queries;
  /** Rules to run instead of the registered ones, as in a rule's own test. */
  readonly rules?: readonly Rule[];
}

/** Everything that is wrong with a folder, in the order of files and lines. */
export function validateFolder(
  folder: ProvisioningFolder,
  {
    target = NEWEST,
    preset = 'recommended',
    catalog,
    variables,
    elsewhere,
    queries,
    rules = allRules,
  }: ValidateOptions = {},
): Diagnostic[] {
  const context: Context = {
    folder,
    target,
    preset,
    catalog,
    variables,
    queries,
    elsewhere: { datasources: new Map(), receivers: new Set(), naming: 'options', ...elsewhere },
    secrets: plainSecrets(folder),
  };
  const chosen = rulesOf(preset, rules);
  const objects = objectsOf(folder);
  const isHidden = hiddenQueries(folder);
  const found = chosen.flatMap((rule) => findings(rule, objects, context, isHidden));
  // Whatever rule quotes a line, a secret in it is not printed.
  return redacted(
    [...folder.sources.flatMap(({ problems }) => problems), ...found, ...expressionFindings(chosen, context, isHidden)],
    context.secrets,
  ).sort(byPlace);
}

/** The rules of a preset; style is what is right in any folder, and more. */
export function rulesOf(preset: Preset, rules: readonly Rule[] = allRules): readonly Rule[] {
  return rules.filter(
    ({ presets = ['recommended'] }) =>
      presets.includes(preset) || (preset === 'style' && presets.includes('recommended')),
  );
}

/**
 * The objects of a folder by the visitor that is given them; a thousand dashboards are not listed once for each rule.
 */
function objectsOf(folder: ProvisioningFolder) {
  const dashboards = uniqueDashboards(folder.dashboards);
  const panels = dashboards.flatMap((dashboard) => dashboard.panels);
  const alerts = folder.groups.flatMap((group) => group.alerts);
  return {
    dashboards,
    panels,
    alerts,
    targets: panels.flatMap(({ targets }) => targets),
    variables: dashboards.flatMap(({ variables }) => variables),
    annotations: dashboards.flatMap(({ annotations }) => annotations),
    alertQueries: alerts.flatMap(({ queries }) => queries),
    receivers: folder.contactPoints.flatMap(({ receivers }) => receivers),
    routes: folder.policies.flatMap(withRoutes),
  };
}

function findings(
  rule: Rule,
  objects: ReturnType<typeof objectsOf>,
  context: Context,
  isHidden: IsHidden,
): Diagnostic[] {
  const found: Diagnostic[] = [];
  const counts = new Map<Place['source'], number>();
  const reportOn =
    (place: Place): Report =>
    (finding) => {
      const { source } = finding.place ?? place;
      const count = (counts.get(source) ?? 0) + 1;
      counts.set(source, count);
      if (count <= MOST_FINDINGS) found.push(diagnostic(rule, finding, finding.place ?? place, isHidden));
      if (count === MOST_FINDINGS + 1) found.push(tooMany(rule, source));
    };
  const visit = <Object extends Place>(
    list: readonly Object[],
    visitor: ((object: Object, report: Report, context: Context) => void) | undefined,
  ) => {
    if (visitor) for (const object of list) visitor(object, reportOn(object), context);
  };
  const { folder } = context;
  visit(folder.files, rule.file);
  visit(folder.datasources, rule.datasource);
  visit(folder.providers, rule.provider);
  visit(objects.dashboards, rule.dashboard);
  visit(objects.panels, rule.panel);
  visit(objects.targets, rule.target);
  visit(objects.variables, rule.variable);
  visit(objects.annotations, rule.annotation);
  visit(folder.groups, rule.group);
  visit(objects.alerts, rule.alert);
  visit(objects.alertQueries, rule.alertQuery);
  visit(folder.contactPoints, rule.contactPoint);
  visit(objects.receivers, rule.receiver);
  visit(objects.routes, rule.route);
  visit(folder.muteTimings, rule.muteTiming);
  visit(folder.templates, rule.template);
  visit(folder.deletions, rule.deletion);
  visit(folder.queries, rule.query);
  rule.folder?.(
    folder,
    (finding) =>
      found.push(
        finding.place
          ? diagnostic(rule, finding, finding.place, isHidden)
          : { ...facts(rule, finding), at: { file: folder.root } },
      ),
    context,
  );
  return found;
}

/** What is told instead of all that is found beyond a number that anybody reads. */
function tooMany(rule: Rule, { file }: Place['source']): Diagnostic {
  return {
    ...facts(rule, {
      message: `${file} has more than ${MOST_FINDINGS} findings of this rule; the others are not shown.`,
      hint: 'Fix those that are, and validate again.',
    }),
    at: { file },
  };
}

function diagnostic(rule: Rule, finding: Finding, { source, path }: Place, isHidden: IsHidden): Diagnostic {
  const at = [...path, ...(finding.at ?? [])];
  const { within, part } = finding;
  return {
    ...facts(rule, finding),
    ...(isHidden(source, at) ? { severity: 'warning' } : {}),
    at: within ? source.within(at, within.offset, within.length) : source.position(at, part),
    pointer: pointer(writtenPath(source, at)),
  };
}

function facts(
  rule: Rule,
  { severity = rule.severity, message, hint }: Finding,
): Pick<Diagnostic, 'severity' | 'id' | 'message' | 'hint'> {
  return { severity, id: rule.id, message, ...(hint === undefined ? {} : { hint }) };
}

function byPlace(left: Diagnostic, right: Diagnostic): number {
  return (
    compare(left.at?.file ?? '', right.at?.file ?? '') ||
    (left.at?.line ?? 0) - (right.at?.line ?? 0) ||
    (left.at?.column ?? 0) - (right.at?.column ?? 0) ||
    compare(left.id, right.id) ||
    compare(left.message, right.message)
  );
}
