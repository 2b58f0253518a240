// validate/ checks a folder that folder/ has read: rules, schemas, suppressions, baseline. Commands enter through
// checkFolder only. It may use folder/, grafana/ and the types of catalog/, but never what makes the output (query/,
// panels/, compile/, emit/), so that a wrong compiler cannot approve its own output.

import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import { compare } from '../diagnostics/order.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { Queries } from '../folder/expressions/prepare.ts';
import type { Dashboard, ProvisioningFolder } from '../folder/folder.ts';
import type { Variables } from '../folder/loaded.ts';
import type { Elsewhere } from '../folder/lookups/known-objects.ts';
import { uniqueDashboards } from '../folder/open-folder.ts';
import { plainSecrets } from '../folder/secrets/plain-secrets.ts';
import type { Source } from '../folder/source/source.ts';
import { NEWEST, type Release } from '../grafana/release.ts';
import type { DashboardVerdicts } from './dashboard-verdicts.ts';
import { expressionJudge } from './expression-findings.ts';
import {
  findings,
  folderFindings,
  looksAtDashboards,
  objectsOfDashboard,
  objectsOfRules,
  provisionedObjects,
} from './findings.ts';
import { hiddenQueries } from './hidden-queries.ts';
import { redacted } from './redact.ts';
import type { Context, Preset, Rule } from './rule.ts';
import { rules as allRules } from './rules/index.ts';
import { metricsqlIn } from './rules/query-metricsql.ts';

/** The options of a run of the validator. */
export interface ValidateOptions {
  readonly target?: Release;
  readonly preset?: Preset;
  readonly catalog?: Catalog;
  readonly variables?: Variables;
  readonly elsewhere?: Partial<Elsewhere>;
  /** From `prepareQueries`; without it, query texts are not checked. */
  readonly queries?: Queries;
  /** Rules to run instead of the registered ones, as in a rule's own test. */
  readonly rules?: readonly Rule[];
  /** Verdicts of earlier runs with the same rules; a dashboard with a known verdict is not checked. */
  readonly verdicts?: DashboardVerdicts;
  /** Called with how many dashboards are done. */
  readonly progress?: (done: number, total: number) => void;
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
    verdicts,
    progress,
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
  const isHidden = hiddenQueries(folder);
  const ofDashboards = chosen.filter(looksAtDashboards);
  const judge = expressionJudge(chosen, context, isHidden);
  const verdictOn = (dashboard: Dashboard): readonly Diagnostic[] => {
    const known = verdicts?.recall(dashboard);
    if (known) return known;
    const own = dashboard.queries;
    const judged = objectsOfDashboard(dashboard);
    const found = [...ofDashboards.flatMap((rule) => findings(rule, judged, context, isHidden)), ...own.flatMap(judge)];
    const hidden = redacted(found, context.secrets);
    // MetricsQL is reported once per data source for all dashboards, so dashboards that contain it must be checked each
    // time.
    if (!queries || metricsqlIn(dashboard, queries).length === 0) verdicts?.remember(dashboard, hidden);
    return hidden;
  };
  const verdictOnRules = (file: Source): readonly Diagnostic[] => {
    const known = verdicts?.recallRules(file);
    if (known) return known;
    const judged = objectsOfRules(file, folder);
    const found = [
      ...chosen.flatMap((rule) => findings(rule, judged, context, isHidden)),
      ...(judged.query ?? []).flatMap(judge),
    ];
    const hidden = redacted(found, context.secrets);
    verdicts?.rememberRules(file, hidden);
    return hidden;
  };
  const verdictOnOthers = (): readonly Diagnostic[] => {
    const known = verdicts?.recallOthers();
    if (known) return known;
    const provisioned = provisionedObjects(folder);
    const judged = [
      ...chosen.flatMap((rule) => [
        ...findings(rule, provisioned, context, isHidden),
        ...folderFindings(rule, context, isHidden),
      ]),
      ...[...new Set(folder.groups.map(({ source }) => source))].flatMap(verdictOnRules),
    ];
    const hidden = redacted(judged, context.secrets);
    verdicts?.rememberOthers(hidden);
    return hidden;
  };
  const dashboards = uniqueDashboards(folder.dashboards);
  const found = [
    ...folder.sources.flatMap(({ problems }) => problems),
    ...dashboards.flatMap((dashboard, done) => {
      progress?.(done, dashboards.length);
      return verdictOn(dashboard);
    }),
    ...verdictOnOthers(),
  ];
  // Secrets are hidden here too, whichever rule quotes a line that contains one.
  return redacted(found, context.secrets).sort(byPlace);
}

/** The rules of a preset; `style` includes those of `recommended`. */
export function rulesOf(preset: Preset, rules: readonly Rule[] = allRules): readonly Rule[] {
  return rules.filter(
    ({ presets = ['recommended'] }) =>
      presets.includes(preset) || (preset === 'style' && presets.includes('recommended')),
  );
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
