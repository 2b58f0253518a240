import { getOrInsert } from '../../folder/get-or-insert.ts';
import { withRoutes } from '../../folder/entities/alerting.ts';
import type { Dashboard, Entity, ProvisioningFolder } from '../../folder/folder.ts';
import { forGood } from '../../folder/source/latest-only.ts';
import type { Report, Rule } from '../rule.ts';
import type { Path, Source } from '../../folder/source/source.ts';
import { dashboardProblems } from './dashboard-problems.ts';
import { fileProblems, fileVersionProblems } from './file-problems.ts';
import type { ProblemKind, SchemaProblem } from './problem.ts';

/** The visitors of a rule that reports one kind of schema problem. */
export function reportProblems(kind: ProblemKind): Pick<Rule, 'file' | 'dashboard'> {
  return {
    file(file, report, context) {
      const problems =
        kind === 'version'
          ? fileVersionProblems(file, context.target)
          : fileProblems(file).filter((problem) => problem.kind === kind);
      reportAll(problems, file.source, report, () => provisionedIn(context.folder, file.source));
    },
    dashboard(dashboard, report, context) {
      reportAll(
        dashboardProblems(dashboard, context.folder, context.target).filter((problem) => problem.kind === kind),
        dashboard.source,
        report,
        forGood(() => entitiesOf(dashboard)),
      );
    },
  };
}

/** One more than is shown per rule, so that the report mentions that there are more. */
const MOST_PROBLEMS = 1001;

function reportAll(
  problems: readonly SchemaProblem[],
  source: Source,
  report: Report,
  entitiesIn: () => readonly Entity[],
): void {
  for (const { path, part, severity, say, hint, isWritten } of problems.slice(0, MOST_PROBLEMS)) {
    const entities = entitiesIn();
    const entity = isWritten ? entities[0] : entities.findLast((one) => holds(one.path, path));
    const name = nameOf(path.slice(entity?.path.length ?? 0));
    const place = isWritten && source.derivedFrom ? { place: { source: source.derivedFrom.source, path: [] } } : {};
    report({ ...place, at: path, part, severity, message: `${entity?.label ?? source.file} ${say(name)}`, hint });
  }
}

/** The objects of a dashboard, outer ones first. */
function entitiesOf(dashboard: Dashboard): readonly Entity[] {
  const { variables, annotations, panels } = dashboard;
  return [dashboard, ...variables, ...annotations, ...panels, ...panels.flatMap(({ targets }) => targets)];
}

const known = new WeakMap<ProvisioningFolder, Map<Source, readonly Entity[]>>();

/** The objects of a provisioning file, outer ones first. */
function provisionedIn(folder: ProvisioningFolder, source: Source): readonly Entity[] {
  return getOrInsert(known, folder, () => groupBySource(folder)).get(source) ?? [];
}

function groupBySource({
  files,
  datasources,
  providers,
  groups,
  contactPoints,
  policies,
  muteTimings,
  templates,
  deletions,
}: ProvisioningFolder): Map<Source, readonly Entity[]> {
  const alerts = groups.flatMap((group) => group.alerts);
  const entities: readonly Entity[] = [
    ...files,
    ...datasources,
    ...providers,
    ...groups,
    ...alerts,
    ...alerts.flatMap(({ queries }) => queries),
    ...contactPoints,
    ...contactPoints.flatMap(({ receivers }) => receivers),
    ...policies.flatMap(withRoutes),
    ...muteTimings,
    ...templates,
    ...deletions,
  ];
  const bySource = new Map<Source, Entity[]>();
  for (const entity of entities) {
    const ofSource = bySource.get(entity.source) ?? [];
    ofSource.push(entity);
    bySource.set(entity.source, ofSource);
  }
  return bySource;
}

function holds(outer: Path, path: Path): boolean {
  return outer.length <= path.length && outer.every((step, index) => step === path[index]);
}

/** `data[0].relativeTimeRange.from` */
function nameOf(path: Path): string {
  if (path.length === 0) return 'its value';
  return path
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index === 0 ? '' : '.'}${step}`))
    .join('');
}
