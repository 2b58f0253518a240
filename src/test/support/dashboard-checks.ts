import { variablesIn } from '../../grafana/query-expansion/query-variables.ts';
import {
  type Dashboard,
  type DatasourceRef,
  type GridPos,
  type Mapping,
  type Panel,
  panelsOf,
  textsIn,
  type Thresholds,
} from './out-folder.ts';

const MAX_ID = 2 ** 31 - 1;
const COLUMNS = 24;
/** Grafana's built-in data sources, by uid. */
const BUILT_IN: Readonly<Record<string, string>> = {
  '-- Grafana --': 'grafana',
  '-- Mixed --': 'datasource',
  '-- Dashboard --': 'datasource',
  __expr__: '__expr__',
};
/** Panels without numbers. */
const WITHOUT_NUMBERS = new Set(['text', 'row', 'logs', 'alertlist']);
/** Panels that colour one value by its thresholds. */
const PAINTED = new Set(['stat', 'gauge', 'bargauge']);
/** Panels that read the standard option "no value". */
const WITH_NO_VALUE = new Set([
  'stat',
  'gauge',
  'bargauge',
  'timeseries',
  'table',
  'piechart',
  'barchart',
  'histogram',
  'state-timeline',
  'status-history',
  'candlestick',
  'xychart',
]);
/** Texts for no value that are also true when the data source is down, because Grafana shows them then, too. */
const TRUE_ON_FAILURE = /^(no data( of \w+)?|–|.+, or no answer)$/;
/** Panels whose legend identifies the series; a bar gauge has names beside the bars. */
const WITH_LEGEND = new Set([
  'timeseries',
  'barchart',
  'histogram',
  'piechart',
  'state-timeline',
  'status-history',
  'heatmap',
  'candlestick',
  'xychart',
]);
/** Units of small whole numbers. */
const COUNTS = new Set(['none', 'short', 'locale']);
/**
 * Pixels at the minimum screen width of 1280: of a grid column, of the letters of a title, and of the space beside a
 * title, with and without its own time range.
 */
const COLUMN = (1280 - 32) / COLUMNS;
const LETTER = 8.2;
const THIN = /[ijlrtf .,()]/g;
const THINNER = 3;
const CAPITAL = 0.8;
const BESIDE_TITLE = 104;
const OWN_TIME = 131;
/**
 * Pixels of padding and border beside the columns of a table, of an annotation toggle without its name, and of a letter
 * in the name.
 */
const BESIDE_COLUMNS = 24;
const TOGGLE = 64;
const LETTER_OF_TOGGLE = 7;
/** Variables whose options come from a query. */
const QUERIED = new Set(['query', 'adhoc', 'groupby']);

/** Problems with ids: Grafana or links from alerts would confuse them. */
export function idProblems(dashboard: Dashboard): string[] {
  const panels = panelsOf(dashboard);
  return [
    ...panels
      .filter(({ id }) => !Number.isInteger(id) || Number(id) < 1 || Number(id) > MAX_ID)
      .map((panel) => `${name(panel)} has the id ${panel.id}`),
    ...repeated(panels.map(({ id }) => String(id))).map((id) => `two panels have the id ${id}`),
    ...panels.flatMap((panel) => {
      const refIds = (panel.targets ?? []).map(({ refId }) => refId ?? '');
      return [
        ...repeated(refIds).map((refId) => `${name(panel)} has two queries ${refId}`),
        ...(refIds.includes('') ? [`${name(panel)} has a query without refId`] : []),
      ];
    }),
  ];
}

/** Problems with references to data sources. `provisioned` has the type by uid. */
export function datasourceProblems(dashboard: Dashboard, provisioned: ReadonlyMap<string, string>): string[] {
  const check = (what: string, ref: DatasourceRef | undefined): string[] => {
    if (typeof ref !== 'object' || ref === null || !ref.type || !ref.uid)
      return [`${what} has the data source ${JSON.stringify(ref)} and not {type, uid}`];
    const type = provisioned.get(ref.uid) ?? BUILT_IN[ref.uid];
    return type === ref.type
      ? []
      : [
          `${what} has the data source ${ref.uid} of type ${ref.type}, which is ${type ? `of type ${type}` : 'not provisioned'}`,
        ];
  };
  const ofPanel = (panel: Panel): string[] => {
    const { targets = [] } = panel;
    if (targets.length === 0) return panel.datasource ? check(name(panel), panel.datasource) : [];
    const uids = new Set(targets.map(({ datasource }) => datasource?.uid));
    const expected = uids.size === 1 ? [...uids][0] : '-- Mixed --';
    const differs =
      panel.datasource?.uid === expected
        ? []
        : [`${name(panel)} has the data source ${panel.datasource?.uid}, its queries use ${[...uids].join(', ')}`];
    return [
      ...check(name(panel), panel.datasource),
      ...differs,
      ...targets.flatMap((target) => check(`${name(panel)} ${target.refId}`, target.datasource)),
    ];
  };
  return [
    ...panelsOf(dashboard).flatMap(ofPanel),
    ...(dashboard.templating?.list ?? [])
      .filter(({ type }) => QUERIED.has(type ?? ''))
      .flatMap((variable) => check(`variable ${variable.name}`, variable.datasource)),
    ...(dashboard.annotations?.list ?? []).flatMap(({ name: title, datasource, target }) => [
      ...check(`annotation ${title}`, datasource),
      ...(target ? check(`annotation ${title}, its query`, target.datasource) : []),
    ]),
  ];
}

/** Panels outside the grid, or overlapping. */
export function layoutProblems(dashboard: Pick<Dashboard, 'panels'>): string[] {
  const panels = dashboard.panels ?? [];
  const outside = panels
    .filter(({ gridPos }) => !isInGrid(gridPos))
    .map((panel) => `${name(panel)} is at ${JSON.stringify(panel.gridPos)}`);
  const over = panels.flatMap((panel, index) =>
    panels
      .slice(index + 1)
      .filter((other) => overlap(panel.gridPos, other.gridPos))
      .map((other) => `${name(panel)} and ${name(other)} overlap`),
  );
  const rows = panels.filter(({ panels: inner = [] }) => inner.length > 0);
  const open = rows
    .filter(({ collapsed }) => !collapsed)
    .map((row) => `${name(row)} is open and still holds panels, which Grafana drops`);
  // Panels of a collapsed row have their own positions, which apply when it is opened.
  return [...outside, ...over, ...open, ...rows.flatMap((row) => layoutProblems({ panels: row.panels ?? [] }))];
}

/** Missing or wrong elements of presentation: titles, units, legends, the text for no data, the order of thresholds. */
export function appearanceProblems(dashboard: Dashboard): string[] {
  return [...panelsOf(dashboard).flatMap(ofAppearance), ...hiddenByPlacement(dashboard), ...wrappedToggles(dashboard)];
}

function ofAppearance(panel: Panel): string[] {
  const { type = '', title, description, options, fieldConfig, gridPos, targets = [] } = panel;
  const problems: string[] = [];
  const report = (isWrong: boolean, problem: string): void =>
    void (isWrong && problems.push(`${name(panel)} ${problem}`));
  report(!title?.trim(), 'has no title');
  report(type !== 'row' && type !== 'text' && !description?.trim(), 'has no description');
  report(
    Boolean(description?.includes('${')),
    'has a variable in its description, which Grafana does not replace everywhere',
  );
  report(!WITHOUT_NUMBERS.has(type) && !hasUnits(panel), 'has no unit, neither for all its values nor for one column');
  report(WITH_NO_VALUE.has(type) && !fieldConfig?.defaults?.noValue, 'does not say what it shows without data');
  report(
    !TRUE_ON_FAILURE.test(fieldConfig?.defaults?.noValue ?? 'no data'),
    `shows "${fieldConfig?.defaults?.noValue}" also for a failed query`,
  );
  report(
    PAINTED.has(type) && !(fieldConfig?.defaults?.mappings ?? []).some(isOfAbsentValues),
    'colours a missing value like its lowest step',
  );
  report(
    WITH_LEGEND.has(type) &&
      options?.legend !== undefined &&
      !options.colorByField &&
      !(options.legend.showLegend ?? options.legend.show),
    'hides its legend',
  );
  report(
    Boolean(options?.colorByField && options.legend?.showLegend),
    'has a legend of the values that colour its bars',
  );
  report(
    type === 'bargauge' && targets.some(({ expr }) => expr !== undefined) && !fieldConfig?.defaults?.displayName,
    'has no name for a single bar',
  );
  report(
    type === 'timeseries' && fieldConfig?.defaults?.decimals === 0 && COUNTS.has(fieldConfig.defaults.unit ?? ''),
    'has decimals of 0, so that Grafana writes the words for no data at the half steps of a short axis',
  );
  report(
    type === 'table' && columnsWidth(panel) > roomOf(panel),
    `has columns of ${columnsWidth(panel)} pixels on ${roomOf(panel)}`,
  );
  report(
    type === 'timeseries' && options?.legend?.displayMode === 'table',
    'has a table for a legend, of which a panel shows three rows',
  );
  report(titleWidth(panel) > (gridPos?.w ?? COLUMNS) * COLUMN, 'has a title that is cut off');
  for (const { steps = [] } of thresholdsIn(fieldConfig)) {
    const [base, ...limits] = steps.map(({ value }) => value);
    report(base !== null, `has thresholds that begin with ${base} and not with null`);
    report(
      limits.some((limit, index) => typeof limit !== 'number' || (index > 0 && limit <= Number(limits[index - 1]))),
      `has thresholds out of order: ${JSON.stringify(limits)}`,
    );
  }
  return problems;
}

/** The width of a title in pixels; a variable counts as two digits. */
function titleWidth({ title = '', timeFrom }: Panel): number {
  const shown = title.replaceAll(/\$\w+/g, '30');
  const thin = (shown.match(THIN) ?? []).length;
  const capitals = (shown.match(/[A-Z]/g) ?? []).length;
  const letters = LETTER * shown.length - THINNER * thin + CAPITAL * capitals;
  return letters + BESIDE_TITLE + (timeFrom ? OWN_TIME : 0);
}

/**
 * The width of a table's columns in pixels; wider tables need scrolling. Columns without a width get equal shares of
 * the rest, and a wider one does not take its space from the others (TableNG/utils.ts).
 */
function columnsWidth(panel: Panel): number {
  const columns = (panel.fieldConfig?.overrides ?? []).map(({ properties = [] }) => {
    const of = (id: string): number => Number(properties.find((property) => property.id === id)?.value ?? 0);
    return { own: of('custom.width'), least: of('custom.minWidth') };
  });
  const sharing = columns.filter(({ own, least }) => own === 0 && least > 0);
  const owned = columns.reduce((sum, { own }) => sum + own, 0);
  const share = (roomOf(panel) - owned) / sharing.length;
  return Math.ceil(sharing.reduce((sum, { least }) => sum + Math.max(least, share), owned));
}

function roomOf({ gridPos }: Panel): number {
  return Math.floor((gridPos?.w ?? COLUMNS) * COLUMN) - BESIDE_COLUMNS;
}

/** Annotation toggles that need more than one row. */
function wrappedToggles({ annotations }: Dashboard): string[] {
  const shown = (annotations?.list ?? []).filter(({ hide }) => hide !== true);
  const width = shown.reduce((sum, { name: title = '' }) => sum + TOGGLE + LETTER_OF_TOGGLE * title.length, 0);
  return width > COLUMN * COLUMNS ? [`has toggles of annotations that take ${width} pixels`] : [];
}

function isOfAbsentValues({ type, options }: Mapping): boolean {
  return type === 'special' && (options as { match?: string } | undefined)?.match === 'null';
}

/** In a table the unit may be in each column's title. */
function hasUnits({ type, fieldConfig, options }: Panel): boolean {
  const overridden = (fieldConfig?.overrides ?? []).flatMap(({ properties = [] }) => properties.map(({ id }) => id));
  return (
    Boolean(fieldConfig?.defaults?.unit) ||
    (fieldConfig?.defaults?.mappings ?? []).some((mapping) => !isOfAbsentValues(mapping)) ||
    overridden.some((id) => type === 'table' || id === 'unit' || id === 'mappings') ||
    Boolean(options?.nodes?.mainStatUnit)
  );
}

function thresholdsIn(fieldConfig: Panel['fieldConfig']): Thresholds[] {
  const overridden = (fieldConfig?.overrides ?? []).flatMap(({ properties = [] }) =>
    properties.filter(({ id }) => id === 'thresholds').map(({ value }) => value as Thresholds),
  );
  return [...(fieldConfig?.defaults?.thresholds ? [fieldConfig.defaults.thresholds] : []), ...overridden];
}

/** The SDK's default placement moves links and annotations into a menu; only legends have a valid placement. */
function hiddenByPlacement(dashboard: Dashboard): string[] {
  return textsIn(dashboard)
    .filter(({ path }) => path.at(-1) === 'placement' && path.at(-2) !== 'legend')
    .map(({ path }) => `${path.join('.')} hides it in a menu`);
}

/** Variables that are used but not defined, defined but not used, or without an initial value. */
export function variableProblems(dashboard: Dashboard): string[] {
  const variables = dashboard.templating?.list ?? [];
  const defined = new Set(variables.map(({ name: title }) => title));
  const texts = textsIn(dashboard);
  const mentions = texts.flatMap(({ path, text }) =>
    (path.at(-1) === 'repeat' ? [text] : variablesIn(text)).map((mentioned) => ({ mentioned, path })),
  );
  const undefinedNames = mentions
    .filter(({ mentioned }) => !defined.has(mentioned))
    .map(({ mentioned, path }) => `${path.join('.')} names the variable ${mentioned}, which is not defined`);
  const unused = variables.filter(
    ({ name: title }, index) =>
      !mentions.some(({ mentioned, path }) => mentioned === title && !(path[0] === 'templating' && path[2] === index)),
  );
  return [
    ...new Set(undefinedNames),
    ...unused.map(({ name: title }) => `nothing uses the variable ${title}`),
    ...repeated(variables.map(({ name: title }) => title)).map((title) => `two variables have the name ${title}`),
    ...variables.flatMap(
      ({ name: title, type, multi, includeAll, allValue, current, options = [], refresh, query, definition }) => {
        const now = [current?.value ?? []].flat();
        const startsWithAll = now.length === 1 && now[0] === '$__all';
        const isListed = options.some(({ value }) => value === now[0]);
        return [
          ...(multi && !(includeAll && allValue && startsWithAll)
            ? [`variable ${title} takes several values and has no All, no text for All, or does not start with it`]
            : []),
          ...(type === 'query' && refresh !== 1 && refresh !== 2
            ? [`variable ${title} never queries its options`]
            : []),
          ...(typeof query === 'string' && (definition ?? query) !== query
            ? [`variable ${title} shows a different query than it runs`]
            : []),
          ...(type === 'custom' && !startsWithAll && !isListed
            ? [`variable ${title} starts with ${now.join()}, which is not one of its options`]
            : []),
        ];
      },
    ),
  ];
}

/** Links to dashboards that do not exist, or that set variables the other dashboard does not have. */
export function linkProblems(dashboard: Dashboard, all: readonly Dashboard[]): string[] {
  const toDashboards = textsIn(dashboard).flatMap(({ path, text }) =>
    [...text.matchAll(/\/d\/([\w-]+)([^\s)"']*)/g)].flatMap(([, uid, query = '']) => {
      const target = all.find((other) => other.uid === uid);
      if (!target) return [`${path.join('.')} leads to the dashboard ${uid}, which does not exist`];
      const names = new Set((target.templating?.list ?? []).map((variable) => variable.name));
      return [...query.matchAll(/[?&](?:var-(\w+)=|\$\{(\w+):queryparam\})/g)]
        .map(([match, set, kept]) => [match, set ?? kept])
        .filter(([, variable = '']) => !names.has(variable))
        .map(([, variable]) => `${path.join('.')} sets ${variable}, which ${uid} does not define`);
    }),
  );
  const byTag = (dashboard.links ?? [])
    .filter(({ type }) => type === 'dashboards')
    .filter(
      ({ tags = [] }) =>
        !all.some((other) => other.uid !== dashboard.uid && tags.every((tag) => other.tags?.includes(tag))),
    );
  return [...toDashboards, ...byTag.map(({ title }) => `the menu "${title}" lists no other dashboard`)];
}

/** Values that occur more than once in a list. */
export function repeated(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}

function name({ type, title, id }: Panel): string {
  return `${type} "${title || id}"`;
}

function isInGrid(at: GridPos | undefined): boolean {
  if (!at) return false;
  const { x, y, w, h } = at;
  return [x, y, w, h].every(Number.isInteger) && x >= 0 && y >= 0 && w >= 1 && h >= 1 && x + w <= COLUMNS;
}

function overlap(one: GridPos | undefined, other: GridPos | undefined): boolean {
  return (
    Boolean(one && other) &&
    one!.x < other!.x + other!.w &&
    other!.x < one!.x + one!.w &&
    one!.y < other!.y + other!.h &&
    other!.y < one!.y + one!.h
  );
}
