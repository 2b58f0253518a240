import type { ResolvedPack } from '../../config/packs.ts';
import type { ResolvedConfig } from '../../config/resolved.ts';
import { dashboardName, panelName } from '../../compile/pack-names.ts';
import type { WrittenDashboard } from '../../compile/dashboards.ts';
import type { Settings } from '../../define/settings.ts';
import { listedAlerts, toldText } from '../list/alerts.ts';
import { packCatalog } from '../pack-files.ts';
import { compileProject } from '../project.ts';
import { cell, table } from './markdown.ts';
import { optionRows } from './option-rows.ts';

/** A project as one page of Markdown. */
export async function projectDocs(resolved: ResolvedConfig): Promise<string> {
  const { settings, packs } = resolved;
  const project = await compileProject(resolved);
  const alerts = await listedAlerts(project);
  const catalog = await packCatalog(packs, Object.keys(settings.selector));
  const sections = [
    `# ${settings.project.title}`,
    ...packs.map(packSection),
    '## Dashboards',
    ...project.compiled.dashboards.map((board) => dashboardSection(board, settings)),
    '## Alerts',
    table(
      ['alert', 'fires', 'for', 'severity', 'team', 'notifies', 'runbook'],
      alerts.map((alert) => [
        `${alert.title} (\`${alert.uid}\`)${alert.isPaused ? ', paused' : ''}`,
        alert.limit,
        alert.for,
        alert.severity ?? '',
        alert.team ?? '',
        toldText(alert),
        alert.runbook ?? '',
      ]),
    ),
    ...metricSection(catalog),
  ];
  return `${sections.join('\n\n')}\n`;
}

/** The section of a pack: its options, data sources and other keys. */
function packSection({ content }: ResolvedPack): string {
  const handles = Object.entries(content.sources).map(([handle, source]) => [
    `\`${handle}\``,
    source.type,
    'facts' in source || Object.hasOwn(content.connections ?? {}, handle) ? 'included' : 'must be bound',
  ]);
  return [
    `## The pack ${content.title}`,
    ...(content.severities.length > 0 ? [`Severities: ${content.severities.join(', ')}.`] : []),
    ...(content.teams.length > 0 ? [`Teams: ${content.teams.join(', ')}.`] : []),
    ...(handles.length > 0 ? [table(['handle', 'type', ''], handles)] : []),
    table(['option', 'value', 'default', ''], optionRows(content.optionSchema)),
  ].join('\n\n');
}

function dashboardSection({ uid, title, panels, text }: WrittenDashboard, settings: Settings): string {
  // It was written from an object.
  const json = JSON.parse(text) as Readonly<Record<string, unknown>>;
  const described = new Map(panelsIn(json['panels']).map((panel) => [panel['id'], panel['description']]));
  return [
    `### ${cell(title)}`,
    `\`${uid}\`, \`${dashboardName({ uid }, settings)}\`. ${cell(String(json['description'] ?? ''))}`.trim(),
    table(
      ['row', 'panel', 'description', 'name'],
      panels.map(({ key, id, title: own, row }) => [
        row,
        own,
        String(described.get(id) ?? ''),
        `\`${panelName({ uid }, { key }, settings)}\``,
      ]),
    ),
  ].join('\n\n');
}

/** All panels, including those of collapsed rows. */
function panelsIn(panels: unknown): Readonly<Record<string, unknown>>[] {
  if (!Array.isArray(panels)) return [];
  return panels.flatMap((panel: Readonly<Record<string, unknown>>) => [panel, ...panelsIn(panel['panels'])]);
}

interface Metric {
  readonly type?: string;
  readonly unit?: string;
  readonly help?: string;
}

function metricSection(catalog: object | undefined): string[] {
  const { prometheus } = (catalog ?? {}) as {
    readonly prometheus?: { readonly metrics?: Readonly<Record<string, Metric>> };
  };
  const metrics = Object.entries(prometheus?.metrics ?? {});
  if (metrics.length === 0) return [];
  return [
    '## Metrics',
    table(
      ['metric', 'type', 'unit', 'description'],
      metrics.map(([name, { type = '', unit = '', help = '' }]) => [`\`${name}\``, type, unit, help]),
    ),
  ];
}
