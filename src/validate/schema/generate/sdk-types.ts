import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { createGenerator } from 'ts-json-schema-generator';

import type { Schema } from '../../../grafana/schemas/schema.ts';
import { flat } from './flat.ts';

/** Modules of the Foundation SDK by the panel type that they describe. */
const PANELS: Readonly<Record<string, string>> = {
  annolist: 'annotationslist',
  barchart: 'barchart',
  bargauge: 'bargauge',
  candlestick: 'candlestick',
  canvas: 'canvas',
  dashlist: 'dashboardlist',
  datagrid: 'datagrid',
  debug: 'debug',
  gauge: 'gauge',
  geomap: 'geomap',
  heatmap: 'heatmap',
  histogram: 'histogram',
  logs: 'logs',
  news: 'news',
  nodeGraph: 'nodegraph',
  piechart: 'piechart',
  stat: 'stat',
  'state-timeline': 'statetimeline',
  'status-history': 'statushistory',
  table: 'table',
  text: 'text',
  timeseries: 'timeseries',
  trend: 'trend',
  xychart: 'xychart',
};
/** Modules by the data source type whose queries they describe, with the name of the query type in each. */
const QUERIES: Readonly<Record<string, readonly [module: string, type: string]>> = {
  prometheus: ['prometheus', 'Dataquery'],
  loki: ['loki', 'dataquery'],
  tempo: ['tempo', 'Dataquery'],
  elasticsearch: ['elasticsearch', 'dataquery'],
  'grafana-testdata-datasource': ['testdata', 'dataquery'],
  'grafana-azure-monitor-datasource': ['azuremonitor', 'MonitorQuery'],
  stackdriver: ['googlecloudmonitoring', 'CloudMonitoringQuery'],
  'grafana-pyroscope-datasource': ['grafanapyroscope', 'dataquery'],
  parca: ['parca', 'dataquery'],
  'grafana-athena-datasource': ['athena', 'Dataquery'],
  'grafana-bigquery-datasource': ['bigquery', 'Dataquery'],
};

/** Keys that Grafana requires when it opens a v2 dashboard. */
const V2_NEEDS = new Set(['kind', 'spec', 'elements', 'layout', 'element', 'vizConfig', 'group', 'query', 'name']);

/**
 * Types for what a file may contain beyond the SDK's types: parts with other types, older forms that every Grafana
 * still reads, and what an export adds.
 */
const SHELLS = `
import type * as common from '@grafana/grafana-foundation-sdk/common';
import type * as dashboard from '@grafana/grafana-foundation-sdk/dashboard';
import type * as v2 from '@grafana/grafana-foundation-sdk/dashboardv2';
type DatasourceRef = string | { type?: string; uid?: string; apiVersion?: string };
interface Annotation extends Omit<dashboard.AnnotationQuery, 'target' | 'datasource' | 'placement' | 'builtIn' | 'step'> { target?: any; datasource?: DatasourceRef; builtIn?: number | boolean; step?: string | number; [more: string]: any }
interface Variable extends Omit<dashboard.VariableModel, 'datasource' | 'current' | 'hide' | 'refresh'> {
  datasource?: DatasourceRef; current?: any; hide?: dashboard.VariableHide | ''; refresh?: dashboard.VariableRefresh | boolean; filters?: any[]; baseFilters?: any[]; defaultKeys?: any[]; originFilters?: any[]; allowCustomValue?: boolean; valuesFormat?: string;
  regexApplyTo?: string; tags?: any[]; tagsQuery?: string; tagValuesQuery?: string; useTags?: boolean; queryValue?: string; error?: any; id?: string; index?: number; global?: boolean; state?: string; rootStateKey?: any; origin?: string; enableGroupBy?: boolean; allFormat?: string; multiFormat?: string; refresh_on_load?: boolean;
}
interface Link extends Omit<dashboard.DashboardLink, 'placement'> { placement?: string; params?: string; url?: string }
interface PanelLink extends Omit<Link, 'type'> { type?: string }
interface DataLink { title?: string; url?: string; targetBlank?: boolean; oneClick?: boolean; internal?: any; origin?: string; sortIndex?: number }
interface MappingResult { text?: string | number; color?: string; icon?: string; index?: number }
type Mapping = { type: dashboard.MappingType.ValueToText; options: Record<string, MappingResult> } | { type: dashboard.MappingType.RangeToText; options: { from?: number; to?: number; result?: MappingResult } }
  | { type: dashboard.MappingType.RegexToText; options: { pattern?: string; result?: MappingResult } } | { type: dashboard.MappingType.SpecialValue; options: { match?: dashboard.SpecialValueMatch; result?: MappingResult } };
interface Threshold { value?: number | null; color?: string; state?: string; index?: number; op?: string; yaxis?: string }
interface Field extends Omit<dashboard.FieldConfig, 'custom' | 'links' | 'actions' | 'noValue' | 'color' | 'mappings' | 'thresholds'> { thresholds?: { mode?: dashboard.ThresholdsMode; steps?: Threshold[] }; custom?: any; mappings?: Mapping[]; links?: DataLink[]; actions?: any[]; noValue?: string | number; unitScale?: boolean; config?: any; color?: { mode?: string; fixedColor?: string; seriesBy?: dashboard.FieldColorSeriesByMode } }
interface FieldSource { defaults?: Field; overrides?: { __systemRef?: string; matcher?: { id?: string; options?: any; scope?: string }; properties?: { id: string; value?: any }[] }[] }
interface Transformation extends Omit<dashboard.DataTransformerConfig, 'options' | 'filter'> { options?: any; filter?: any }
interface V2Transformation { kind: string; group?: string; spec: V2TransformationSpec }
interface V2TransformationSpec extends Omit<v2.TransformationSpec, 'options' | 'filter'> { id?: string; options?: any; filter?: any }
interface V2QueryGroup extends Omit<v2.QueryGroupSpec, 'transformations'> { transformations: V2Transformation[] }
interface V2Panel extends Omit<v2.PanelSpec, 'data'> { data: { kind: 'QueryGroup'; spec: V2QueryGroup } }
interface V2Row extends Omit<v2.RowsLayoutRowSpec, 'layout' | 'variables'> { layout: any; variables?: any[] }
interface V2Tab extends Omit<v2.TabsLayoutTabSpec, 'layout' | 'variables'> { layout: any; variables?: any[] }
export interface X_v2 extends Omit<v2.Dashboard, 'elements' | 'layout' | 'preferences'> { elements: Record<string, any>; layout: any; preferences?: any }
export type X_v2element = v2.LibraryPanelKind | { kind: 'Panel'; spec: V2Panel };
export type X_v2layout = v2.GridLayoutKind | v2.AutoGridLayoutKind | { kind: 'RowsLayout'; spec: { rows: { kind: 'RowsLayoutRow'; spec: V2Row }[] } } | { kind: 'TabsLayout'; spec: { tabs: { kind: 'TabsLayoutTab'; spec: V2Tab }[] } };
export interface X_dashboard extends Omit<dashboard.Dashboard, 'panels' | 'templating' | 'annotations' | 'snapshot' | 'refresh' | 'links' | 'gnetId' | 'timepicker'> {
  panels?: any[]; templating?: { list?: Variable[]; enable?: boolean }; annotations?: { list?: Annotation[]; enable?: boolean }; snapshot?: any; refresh?: string | boolean; links?: Link[]; gnetId?: string | number;
  timepicker?: Omit<dashboard.TimePickerConfig, 'quick_ranges'> & { quick_ranges?: any[]; time_options?: string[]; now?: boolean; enable?: boolean; collapse?: boolean; notice?: boolean; status?: string; type?: string };
  __inputs?: any; __elements?: any; __requires?: any; iteration?: number; timeRangeUpdatedDuringEditOrView?: boolean; style?: string; hideControls?: boolean; sharedCrosshair?: boolean; originalTitle?: string; meta?: any; scopeMeta?: any;
}
export interface X_row extends Omit<dashboard.RowPanel, 'panels' | 'datasource'> { panels?: any[]; datasource?: DatasourceRef; repeatIteration?: number; repeatPanelId?: number; scopedVars?: any; targets?: any[]; [x: \`title\${string}\`]: any }
export interface X_panel extends Omit<dashboard.Panel, 'targets' | 'options' | 'datasource' | 'fieldConfig' | 'links' | 'transformations'> {
  targets?: any[]; options?: any; datasource?: DatasourceRef; fieldConfig?: FieldSource; links?: (DataLink | PanelLink)[]; transformations?: Transformation[]; queryCachingTTL?: number;
  alert?: any; editable?: boolean; error?: boolean; span?: number; height?: string | number; minSpan?: number; isNew?: boolean; renderer?: string; repeatIteration?: number; repeatPanelId?: number; repeatByRow?: boolean; scopedVars?: any;
  maxPerRow?: number; collapsed?: boolean; key?: string; cacheTimeout?: string; skipDataQuery?: boolean; snapshotData?: any; thresholds?: any; content?: string; mode?: string; autoMigrateFrom?: string; tags?: string[];
}
`;

/**
 * The schemas of dashboards, panels and queries by name (`panel`, `options timeseries`, `query loki`), generated from
 * the SDK's types.
 */
export function sdkSchemas(packageFolder: string): (readonly [name: string, schema: Schema])[] {
  const folder = mkdtempSync(join(packageFolder, 'node_modules', '.cache', 'pf-grafana', 'sdk-'));
  try {
    const names = new Map<string, string>([
      ['dashboard', 'X_dashboard'],
      ['row', 'X_row'],
      ['panel', 'X_panel'],
      ['v2', 'X_v2'],
      ['v2 element', 'X_v2element'],
      ['v2 layout', 'X_v2layout'],
    ]);
    writeFileSync(join(folder, 'shells.ts'), program(packageFolder, names));
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({
        compilerOptions: {
          module: 'nodenext',
          moduleResolution: 'nodenext',
          target: 'es2022',
          lib: ['es2022'],
          strict: true,
          skipLibCheck: true,
          types: [],
        },
        files: ['shells.ts'],
      }),
    );
    const generator = createGenerator({
      path: join(folder, 'shells.ts'),
      tsconfig: join(folder, 'tsconfig.json'),
      functions: 'hide',
      topRef: false,
      jsDoc: 'none',
      skipTypeCheck: true,
      sortProps: true,
    });
    return [...names].map(([name, type]) => {
      const schema = flat(generator.createSchema(type) as Schema, name.startsWith('v2') ? V2_NEEDS : undefined);
      return [name, withLeftovers(name, schema)] as const;
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The source of one program with a type for each schema; adds their names to `names`. */
function program(packageFolder: string, names: Map<string, string>): string {
  const lines = [SHELLS];
  const add = (name: string, module: string, type: string): void => {
    const alias = `X${names.size}`;
    names.set(name, alias);
    lines.push(
      `import type * as m${names.size} from '@grafana/grafana-foundation-sdk/${module}';`,
      `export type ${alias} = Omit<m${names.size}.${type}, '_implementsDataqueryVariant'>;`,
    );
  };
  for (const [panel, module] of Object.entries(PANELS)) {
    add(`options ${panel}`, module, 'Options');
    if (
      /export (?:type|interface) FieldConfig\b/.test(
        readFileSync(
          join(packageFolder, 'node_modules/@grafana/grafana-foundation-sdk/dist', module, 'types.gen.d.ts'),
          'utf8',
        ),
      )
    )
      add(`custom ${panel}`, module, 'FieldConfig');
  }
  for (const [type, [module, query]] of Object.entries(QUERIES)) add(`query ${type}`, module, query);
  return lines.join('\n');
}

const QUERY_LEFTOVERS = [
  'key',
  'datasource',
  'hide',
  'refId',
  'queryType',
  'intervalMs',
  'maxDataPoints',
  'alias',
  'target',
];
/** Keys that older releases wrote into some parts. */
const LEFTOVERS: Readonly<Record<string, readonly string[]>> = {
  'query prometheus': [
    'disableTextWrap',
    'fullMetaSearch',
    'includeNullMetadata',
    'useBackend',
    'metric',
    'step',
    'hinting',
    'requestId',
    'utcOffsetSec',
  ],
  'query elasticsearch': ['dsType'],
  'options table': ['showRowNums'],
  'options gauge': ['showValue'],
};

/** Adds the keys that Grafana's editors and its migrations from older panels leave in files but do not read. */
function withLeftovers(name: string, schema: Schema): Schema {
  const [part] = name.split(' ');
  const ofQueries = [...QUERY_LEFTOVERS, ...(LEFTOVERS[name] ?? [])];
  const ofOptions = ['alertThreshold', 'dataLinks', 'graph', 'displayLabels', ...(LEFTOVERS[name] ?? [])];
  const leftovers = part === 'query' ? ofQueries : part === 'options' ? ofOptions : [];
  const { root } = schema.properties ?? {};
  // The root of a canvas is drawn like its elements.
  const drawn =
    name === 'options canvas' && root
      ? {
          root: {
            ...root,
            properties: { ...root.properties, background: {}, border: {}, constraint: {}, placement: {}, config: {} },
          },
        }
      : {};
  return {
    ...schema,
    properties: {
      ...Object.fromEntries(leftovers.map((key) => [key, {}])),
      ...schema.properties,
      ...drawn,
      ...(part === 'query' ? { datasource: {} } : {}),
      // In older dashboards it is a map, which the plugin turns into a list.
      ...(name === 'query grafana-testdata-datasource' ? { csvWave: {} } : {}),
    },
  };
}
