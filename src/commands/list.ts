import { Command } from 'commander';

import { requiredConfig } from '../config/load.ts';
import type { ResolvedConfig } from '../config/resolved.ts';
import { type AlertSpec, queriesOf, queryText, type RuleSpec } from '../define/rules.ts';
import { counted } from '../report/counted.ts';
import { inline, jsonText } from '../report/quote.ts';
import { examples } from './examples.ts';
import type { Project } from './project.ts';
import { print } from './terminal.ts';

interface ListOptions {
  readonly config?: string;
  readonly env?: string;
  readonly json?: true;
  readonly queries?: true;
  readonly alerts?: true;
}

/** `pf-grafana list` */
export function listCommand(): Command {
  return new Command('list')
    .description('List dashboards, alert rules, data sources and receivers')
    .option('--config <file>', 'configuration file')
    .option('--env <name>', 'one environment of the configuration (default: all)')
    .option('--queries', 'also list every query and the function that made it')
    .option('--alerts', 'list only alert rules: limit, duration, receivers, runbook')
    .option('--json', 'print as JSON')
    .addHelpText('after', examples('pf-grafana list --alerts', "pf-grafana list --json | jq '.dashboards[].uid'"))
    .action(runList);
}

async function runList(options: ListOptions): Promise<void> {
  const { loadConfig } = await import('../config/load-file.ts');
  const { resolveEnvironments } = await import('../config/environments.ts');
  const { byEnvironment, inEachEnvironment } = await import('./each-environment.ts');
  const { compileProject } = await import('./project.ts');
  const loaded = await loadConfig(requiredConfig(options.config));
  const environments = resolveEnvironments(loaded, options.env);
  if (options.alerts) return printAlerts(environments, options);
  const listings = await inEachEnvironment(environments, async (resolved) => ({
    ...(resolved.environment === undefined ? {} : { environment: resolved.environment }),
    result: await listed(await compileProject(resolved), options.queries ?? false),
  }));
  print(
    options.json
      ? `${jsonText(byEnvironment(listings), 2)}\n`
      : listings
          .map(
            ({ environment, result }) =>
              `${environment === undefined ? '' : `Environment ${environment}\n`}${pretty(result)}`,
          )
          .join('\n'),
  );
}

async function printAlerts(environments: readonly ResolvedConfig[], { json }: ListOptions): Promise<void> {
  const { byEnvironment, inEachEnvironment } = await import('./each-environment.ts');
  const { compileProject } = await import('./project.ts');
  const { listedAlerts, toldText } = await import('./list/alerts.ts');
  const listings = await inEachEnvironment(environments, async (resolved) => ({
    ...(resolved.environment === undefined ? {} : { environment: resolved.environment }),
    result: { alerts: await listedAlerts(await compileProject(resolved)) },
  }));
  if (json) return print(`${jsonText(byEnvironment(listings), 2)}\n`);
  const lines = listings.flatMap(({ environment, result: { alerts } }) => [
    ...(environment === undefined ? [] : [`Environment ${environment}`]),
    counted(alerts.length, 'alert rule'),
    ...alerts.flatMap((alert) => [
      `  ${alert.uid}  ${alert.title}${alert.isPaused ? '  (paused)' : ''}`,
      `    ${alert.limit} for ${alert.for}  ${[alert.severity, alert.team].filter((word) => word !== undefined).join(', ') || 'no severity'}`,
      `    notifies ${toldText(alert)}`,
      ...(alert.runbook === undefined ? [] : [`    ${alert.runbook}`]),
    ]),
  ]);
  print(`${lines.map((line) => inline(line)).join('\n')}\n`);
}

type Listing = Awaited<ReturnType<typeof listed>>;

async function listed(project: Project, withQueries: boolean) {
  const { compiled } = project;
  const { passedOn, passedOnRule } = await import('./list/passed-on.ts');
  const others = passedOn(project);
  return {
    dashboards: compiled.dashboards.map((dashboard) => ({
      uid: dashboard.uid,
      title: dashboard.title,
      folder: dashboard.folder,
      panels: dashboard.panels.map(({ key, id, title, type }) => ({ key, id, title, type })),
      ...(withQueries ? { queries: dashboard.queries } : {}),
    })),
    rules: [
      ...compiled.rules.map((rule): ListedRule => ({
        uid: rule.uid,
        title: rule.title,
        group: rule.group,
        ...('record' in rule
          ? { record: rule.record.metric }
          : { severity: rule.severity, team: rule.team, ...(rule.panel ? { panel: rule.panel } : {}) }),
        ...(withQueries ? byRefId(queriesOfRule(rule)) : {}),
      })),
      ...others.rules.map((rule): ListedRule => {
        const { queries, ...facts } = passedOnRule(rule);
        return { ...facts, ...(withQueries ? byRefId(queries) : {}) };
      }),
    ],
    datasources: compiled.datasources.map(({ uid, name, type }) => ({ uid, name, type })),
    receivers: [
      ...compiled.notifications.contactPoints.map(({ name, receivers }) => ({
        name,
        types: receivers.map((receiver) => receiver['type']),
      })),
      ...others.contactPoints.map(({ name, receivers }) => ({ name, types: receivers.map(({ type }) => type) })),
    ],
  };
}

interface ListedQuery {
  readonly text: string;
  readonly origin: string;
}
type ListedQueries = readonly (readonly [refId: string, query: ListedQuery])[];

/** A recording rule has the metric it records; an alert rule has severity and team. */
interface ListedRule {
  readonly uid: string;
  readonly title: string;
  readonly group: string;
  readonly record?: string;
  readonly severity?: string | undefined;
  readonly team?: string | undefined;
  readonly panel?: AlertSpec['panel'];
  readonly query?: ListedQuery;
  readonly queries?: Readonly<Record<string, ListedQuery>>;
}

function queriesOfRule(rule: RuleSpec): ListedQueries {
  return Object.entries(queriesOf(rule)).map(([refId, query]) => [
    refId,
    { text: queryText(query), origin: query.origin ?? '' },
  ]);
}

/** `query` if there is one, `queries` by refId if there are several. */
function byRefId(queries: ListedQueries): Pick<ListedRule, 'query' | 'queries'> {
  const [only] = queries;
  return queries.length === 1 && only ? { query: only[1] } : { queries: Object.fromEntries(queries) };
}

function pretty(listing: Listing): string {
  const panels = listing.dashboards.reduce((total, dashboard) => total + dashboard.panels.length, 0);
  const sections: [string, string[]][] = [
    [
      `${counted(listing.dashboards.length, 'dashboard')}, ${counted(panels, 'panel')}`,
      listing.dashboards.flatMap((dashboard) => [
        `${dashboard.uid}  ${dashboard.title}  (${counted(dashboard.panels.length, 'panel')})`,
        ...(dashboard.queries ?? []).map(
          (query) =>
            `  ${query.panel} ${query.refId}  ${query.origin || 'inline'}  ${query.text.replaceAll(/\s+/g, ' ')}`,
        ),
      ]),
    ],
    [
      counted(listing.rules.length, 'alert rule'),
      listing.rules.flatMap((rule) => [`${rule.uid}  ${rule.title}  (${roleOf(rule)})`, ...queryLines(rule)]),
    ],
    [
      counted(listing.datasources.length, 'data source'),
      listing.datasources.map((source) => `${source.uid}  ${source.name}  (${source.type})`),
    ],
    [
      counted(listing.receivers.length, 'receiver'),
      listing.receivers.map((receiver) => `${receiver.name}  (${receiver.types.join(', ')})`),
    ],
  ];
  return `${sections.map(([title, lines]) => [title, ...lines.map((line) => `  ${inline(line)}`)].join('\n')).join('\n')}\n`;
}

/** `critical, trading`, or the metric of a recording rule. */
function roleOf(rule: ListedRule): string {
  if (rule.record !== undefined) return `records ${rule.record}`;
  return [rule.severity, rule.team].filter((word) => word !== undefined).join(', ') || 'no severity';
}

function queryLines({ query, queries = {} }: ListedRule): string[] {
  return (query ? [query] : Object.values(queries)).map(
    ({ origin, text }) => `  ${origin || 'inline'}  ${text.replaceAll(/\s+/g, ' ')}`,
  );
}
