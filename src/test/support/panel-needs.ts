import { parse } from 'yaml';

import { type Metric, metrics } from '../../fleet/catalog/metrics.ts';
import {
  clickhouseEmitters,
  type Emission,
  metricEmitters,
  postgresEmitters,
  streamEmitters,
} from '../../fleet/services/contracts/emitters.ts';
import { recordingRuleFile } from '../../fleet/stack/recording-rules.ts';
import { findQueries, type FoundQuery } from '../../verify/panel-queries/find.ts';
import { dashboardsOf, type Folder } from './out-folder.ts';
import { selectorsIn } from './promql-names.ts';

/** Something that a panel reads, and its writer. */
interface Need {
  readonly name: string;
  readonly emission: Emission;
}

const emitterNames: Readonly<Record<Emission['by'], string>> = {
  exporter: 'exporter',
  agent: 'agents',
  receiver: 'receiver',
  sink: 'sink',
  book: 'book',
  job: 'jobs of the book',
  view: 'ClickHouse itself',
  prometheus: 'Prometheus',
  pushgateway: 'Pushgateway',
};

const recorded = new Map(
  (parse(recordingRuleFile({})) as { groups: { rules: { record: string; expr: string }[] }[] }).groups
    .flatMap(({ rules }) => rules)
    .map(({ record, expr }) => [record, expr] as const),
);

/** Everything that a query reads; throws for a name that has no writer. */
export function needsOf({ language, text, where }: Pick<FoundQuery, 'language' | 'text' | 'where'>): readonly Need[] {
  if (language === 'promql') return metricsIn(text).map((name) => needOf(where, name, metricEmitters));
  if (language === 'logql') return namesIn(text, streamEmitters).map((name) => needOf(where, name, streamEmitters));
  const tables = language === 'postgres' ? postgresEmitters : clickhouseEmitters;
  return namesIn(text, tables).map((name) => needOf(where, name, tables));
}

/** The page "what each panel needs". */
export function panelNeedsPage(folder: Folder): string {
  const queries = findQueries(folder).filter(({ place }) => place === 'panel');
  const panels = new Map<string, Map<string, Map<string, Need>>>();
  for (const query of queries) {
    const ofDashboard = panels.get(query.owner) ?? new Map<string, Map<string, Need>>();
    const needs = ofDashboard.get(query.title) ?? new Map<string, Need>();
    for (const need of needsOf(query)) needs.set(need.name, need);
    panels.set(query.owner, ofDashboard.set(query.title, needs));
  }
  const titles = new Map(dashboardsOf(folder).map(({ json }) => [json.uid, json.title]));
  const all = [...panels.values()].flatMap((ofDashboard) =>
    [...ofDashboard.values()].map((needs) => [...needs.values()]),
  );
  const sections = [...panels].map(
    ([uid, ofDashboard]) =>
      `## ${titles.get(uid) ?? uid}\n\n| panel | reads | written by | since step |\n|---|---|---|---|\n${[...ofDashboard].map(([title, needs]) => row(title, [...needs.values()])).join('\n')}`,
  );
  return `${HEAD}\n${summary(all)}\n\n${sections.join('\n\n')}\n`;
}

const HEAD = `# What each panel needs

Generated from the dashboards, the recording rules and the table of emitters (\`out/stack/contracts/emitters.json\`); a test keeps it
up to date. The steps are those of [five steps](five-steps.md). A star (*) means that the platform's API or webhooks must provide data that
the two documents do not show; the contracts mark it \`x-assumed\`.
`;

function summary(all: readonly (readonly Need[])[]): string {
  const since = (step: number, documents: boolean): number =>
    all.filter((needs) =>
      needs.every(({ emission }) => emission.since <= step && (!documents || emission.needs === 'documents')),
    ).length;
  return `| what runs | panels with data |\n|---|---|
| step 2, with only the documented API | ${since(2, true)} of ${all.length} |
| step 2, with the assumed fields of the API | ${since(2, false)} |
| step 4, with agents and webhooks connected | ${since(4, false)} |`;
}

function row(title: string, needs: readonly Need[]): string {
  const names = needs.map(({ name, emission }) => `\`${name}\`${emission.needs === 'assumed' ? '*' : ''}`);
  const writers = [...new Set(needs.map(({ emission }) => emitterNames[emission.by]))];
  const since = Math.max(...needs.map(({ emission }) => emission.since));
  return `| ${title.replaceAll('|', '\\|')} | ${names.join(', ')} | ${writers.join(', ')} | ${since} |`;
}

/** The metrics that a PromQL text uses, with recorded series resolved to their sources. */
function metricsIn(promql: string, within?: string): string[] {
  // Replaces a variable in the position of a number or a duration.
  const text = promql
    .replaceAll(/\$\{?__\w+\}?|\[\$\w+\]/g, (found) => (found.startsWith('[') ? '[5m]' : '5m'))
    .replaceAll(/\$\{?\w+(?::\w+)?\}?/g, '1');
  const names = new Set<string>();
  for (const { name } of selectorsIn(text)) {
    // A rule that reads itself reads its earlier results.
    if (name === within) continue;
    const expression = recorded.get(name);
    if (expression !== undefined) for (const inner of metricsIn(expression, name)) names.add(inner);
    else names.add(baseName(name));
  }
  return [...names];
}

function baseName(name: string): string {
  const base = name.replace(/_(bucket|sum|count)$/, '');
  const known: Readonly<Record<string, Metric>> = metrics;
  return known[base]?.type === 'histogram' ? base : name;
}

function namesIn(text: string, emitters: object): string[] {
  return Object.keys(emitters).filter(
    (name) => new RegExp(`(?<![\\w-])${name}(?![\\w-])`).test(text) || isMatched(name, text),
  );
}

/** A stream may be selected by a pattern: \`service_name=~"pf-.+"\`. */
function isMatched(name: string, text: string): boolean {
  return [...text.matchAll(/service_name=~"([^"$]+)"/g)].some(([, pattern = '']) =>
    new RegExp(`^(?:${pattern})$`).test(name),
  );
}

function needOf(where: string, name: string, emitters: Readonly<Record<string, Emission>>): Need {
  const emission = emitters[name];
  if (emission === undefined) throw new Error(`${where} reads ${name}, which nobody writes.`);
  return { name, emission };
}
