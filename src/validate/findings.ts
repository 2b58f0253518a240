import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import { withRoutes } from '../folder/entities/alerting.ts';
import type { Dashboard, Place, ProvisioningFolder, Query } from '../folder/folder.ts';
import { pointer, writtenPath } from '../folder/source/source.ts';
import type { IsHidden } from './hidden-queries.ts';
import type { Context, Finding, Report, Rule } from './rule.ts';

/** Per rule and file; locating more findings takes longer than reading the file. */
const MOST_FINDINGS = 1000;

/** The visitors that get objects one after the other. */
type Scope = Exclude<keyof Rule & keyof ObjectsByScope, 'folder'>;
interface ObjectsByScope {
  readonly file: ProvisioningFolder['files'];
  readonly datasource: ProvisioningFolder['datasources'];
  readonly provider: ProvisioningFolder['providers'];
  readonly dashboard: readonly Dashboard[];
  readonly panel: Dashboard['panels'];
  readonly target: Dashboard['panels'][number]['targets'];
  readonly variable: Dashboard['variables'];
  readonly annotation: Dashboard['annotations'];
  readonly group: ProvisioningFolder['groups'];
  readonly alert: ProvisioningFolder['groups'][number]['alerts'];
  readonly alertQuery: ProvisioningFolder['groups'][number]['alerts'][number]['queries'];
  readonly contactPoint: ProvisioningFolder['contactPoints'];
  readonly receiver: ProvisioningFolder['contactPoints'][number]['receivers'];
  readonly route: ProvisioningFolder['policies'];
  readonly muteTiming: ProvisioningFolder['muteTimings'];
  readonly template: ProvisioningFolder['templates'];
  readonly deletion: ProvisioningFolder['deletions'];
  readonly query: readonly Query[];
}

/** Objects to check by the visitor that gets them, in the order in which a rule sees them. */
export type Judged = Partial<ObjectsByScope>;

/** The visitors that get a dashboard or something in it. */
const IN_DASHBOARDS = ['dashboard', 'panel', 'target', 'variable', 'annotation', 'query'] as const satisfies Scope[];

/** Whether a rule looks at dashboards; about half of them do not. */
export function looksAtDashboards(rule: Rule): boolean {
  return IN_DASHBOARDS.some((scope) => rule[scope] !== undefined);
}

/** The objects to check for a dashboard: itself and everything in it. */
export function objectsOfDashboard(dashboard: Dashboard): Pick<ObjectsByScope, (typeof IN_DASHBOARDS)[number]> {
  const { panels, variables, annotations, queries } = dashboard;
  return {
    dashboard: [dashboard],
    panel: panels,
    target: panels.flatMap(({ targets }) => targets),
    variable: variables,
    annotation: annotations,
    query: queries,
  };
}

/** The objects to check for the rule groups of a file. */
export function objectsOfRules(file: Place['source'], { groups, alertQueries }: ProvisioningFolder): Judged {
  const own = groups.filter(({ source }) => source === file);
  const alerts = own.flatMap((group) => group.alerts);
  return {
    group: own,
    alert: alerts,
    alertQuery: alerts.flatMap((alert) => alert.queries),
    query: alertQueries.filter(({ source }) => source === file),
  };
}

/** All objects of a folder except its dashboards and rule groups. */
export function provisionedObjects(folder: ProvisioningFolder): Judged {
  return {
    file: folder.files,
    datasource: folder.datasources,
    provider: folder.providers,
    contactPoint: folder.contactPoints,
    receiver: folder.contactPoints.flatMap(({ receivers }) => receivers),
    route: folder.policies.flatMap(withRoutes),
    muteTiming: folder.muteTimings,
    template: folder.templates,
    deletion: folder.deletions,
  };
}

/** The findings of one rule for some objects. */
export function findings(rule: Rule, judged: Judged, context: Context, isHidden: IsHidden): Diagnostic[] {
  const found: Diagnostic[] = [];
  // Most rules report nothing.
  let counts: Map<Place['source'], number> | undefined;
  const reportOn = (place: Place, finding: Finding): void => {
    const { source } = place;
    counts ??= new Map();
    const count = (counts.get(source) ?? 0) + 1;
    counts.set(source, count);
    if (count <= MOST_FINDINGS) found.push(diagnostic(rule, finding, place, isHidden));
    if (count === MOST_FINDINGS + 1) found.push(tooMany(rule, source));
  };
  for (const scope in judged) {
    // Each visitor takes the objects in the list of its name, so the cast is safe.
    const visit = rule[scope as Scope] as ((object: Place, report: Report, context: Context) => void) | undefined;
    if (!visit) continue;
    // One function for all objects, because most rules report nothing for most of them.
    let current: Place | undefined;
    const report: Report = (finding) => {
      const place = finding.place ?? current;
      if (place) reportOn(place, finding);
    };
    for (const object of judged[scope as Scope] ?? []) {
      current = object;
      visit(object, report, context);
    }
  }
  return found;
}

/** The findings of one rule for the folder as a whole. */
export function folderFindings(rule: Rule, context: Context, isHidden: IsHidden): Diagnostic[] {
  const { folder } = context;
  const found: Diagnostic[] = [];
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

/** The finding that replaces all findings above the limit. */
function tooMany(rule: Rule, { file }: Place['source']): Diagnostic {
  return {
    ...facts(rule, {
      message: `${file} has more than ${MOST_FINDINGS} findings of this rule; the others are not shown.`,
      hint: 'Fix those that are shown, and validate again.',
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
