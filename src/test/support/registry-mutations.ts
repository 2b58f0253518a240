import { dataPanel, expression, type Mutation, type Parsed, type Pick, queryOf, rule, source } from './mutations.ts';

// The files are written for the test; what is in them is known.
// oxlint-disable-next-line typescript/no-explicit-any
type Any = any;

const override = (folder: Parsed, pick: Pick, matcher: Any, properties: readonly Any[] = []): void => {
  const panel = dataPanel(folder, pick);
  panel.fieldConfig.overrides = [
    ...((panel.fieldConfig.overrides as Any[] | undefined) ?? []),
    { matcher, properties },
  ];
};
const transform = (folder: Parsed, pick: Pick, transformation: Any): void => {
  const panel = dataPanel(folder, pick);
  panel.transformations = [...((panel.transformations as Any[] | undefined) ?? []), transformation];
};
const later = (name: string, because: string, apply: Mutation['apply']): Mutation => ({
  name,
  reaction: 'fails later',
  because,
  apply,
});
const drops = (name: string, because: string, apply: Mutation['apply']): Mutation => ({
  name,
  reaction: 'drops',
  because,
  apply,
});
const withVariables = (folder: Parsed): Any =>
  folder.dashboards.find((dashboard) => ((dashboard.templating?.list as Any[] | undefined) ?? []).length > 0);

/** Changes of values that Grafana looks up in a registry, and of values in two places that must agree. */
export const registryMutations: readonly Mutation[] = [
  later('a transformation that does not exist', 'Registry.get throws', (folder, pick) =>
    transform(folder, pick, { id: 'organise', options: {} }),
  ),
  later('a list where a transformation reads a map', 'a name is looked up in it', (folder, pick) =>
    transform(folder, pick, { id: 'organize', options: { renameByName: ['a'] } }),
  ),
  later('a calculation that does not exist', 'the result has no such member', (folder, pick) =>
    transform(folder, pick, { id: 'reduce', options: { reducers: ['average'] } }),
  ),
  later('a matcher that does not exist', 'Registry.get throws', (folder, pick) =>
    override(folder, pick, { id: 'byQuery', options: 'A' }),
  ),
  later('names as a text', 'byNames reads options.names', (folder, pick) =>
    override(folder, pick, { id: 'byNames', options: 'a' }),
  ),
  drops('an override of a property that does not exist', 'getIfExists', (folder, pick) =>
    override(folder, pick, { id: 'byName', options: 'a' }, [{ id: 'unitt', value: 's' }]),
  ),
  later('a colour scheme that does not exist', 'the thresholds are taken', (folder, pick) => {
    dataPanel(folder, pick).fieldConfig.defaults.color = { mode: 'palette-clasic' };
  }),
  later('a mapping that cannot be read', 'stringToJsRegex throws', (folder, pick) => {
    dataPanel(folder, pick).fieldConfig.defaults.mappings = [
      { type: 'regex', options: { pattern: '/(a/', result: { text: 'b' } } },
    ];
  }),
  later('a variable twice', 'getByName finds the first', (folder) => {
    const { list } = withVariables(folder).templating;
    list.push({ ...list[0] });
  }),
  later('a regular expression of a variable that cannot be read', 'stringToJsRegex throws', (folder, pick) => {
    pick(folder.dashboards).templating.list.push({ name: 'made', type: 'query', hide: 2, regex: '/(a/', query: 'up' });
  }),
  later('a variable that waits for itself', 'it is in the queue that it waits for', (folder, pick) => {
    pick(folder.dashboards).templating.list.push({ name: 'made', type: 'custom', hide: 2, query: '$made' });
  }),
  drops('panels in an open row', 'only a collapsed row holds panels', (folder, pick) => {
    const { panels } = pick(folder.dashboards);
    panels.push({
      id: 900_001,
      type: 'row',
      collapsed: false,
      gridPos: { x: 0, y: 900, w: 24, h: 1 },
      panels: [panels[0]],
    });
  }),
  later('a time range that cannot be read', 'toDateTime is undefined', (folder, pick) => {
    pick(folder.dashboards).time = { from: 'now-6hours', to: 'now' };
  }),
  later('a legend as in an alert', 'no label is called so', (folder, pick) => {
    dataPanel(folder, pick).targets[0].legendFormat = '{{ $labels.instance }}';
  }),
  later('a type against the uid', 'the uid wins', (folder, pick) => {
    dataPanel(folder, pick).datasource.type = 'tempo';
  }),
  later('a source of a rule by its name', 'a rule finds it by its uid', (folder, pick) => {
    const query = queryOf(rule(folder, pick));
    query.datasourceUid = (folder.datasources.datasources as Any[]).find(({ uid }) => uid === query.datasourceUid).name;
  }),
  later('a threshold that nothing meets', 'nothing lies between its ends', (folder, pick) => {
    const { model } = expression(rule(folder, pick), 'threshold');
    model.conditions = [{ evaluator: { type: 'within_range', params: [5, 1] } }];
  }),
  later('a recovery threshold beyond the other', 'loaded series ask it first', (folder, pick) => {
    const { model } = expression(rule(folder, pick), 'threshold');
    model.conditions = [{ evaluator: { type: 'gt', params: [8] }, unloadEvaluator: { type: 'lt', params: [10] } }];
  }),
  {
    name: 'a correlation that leads nowhere',
    reaction: 'refuses',
    because: 'ErrTargetDataSourceDoesNotExists',
    apply: (folder, pick) => {
      source(folder, pick).correlations = [
        { targetUID: 'nowhere', label: 'l', description: 'd', config: { field: 'a', target: {} } },
      ];
    },
  },
  {
    name: 'a transformation as Grafana writes it',
    reaction: 'nothing',
    because: 'a registered id',
    apply: (folder, pick) => transform(folder, pick, { id: 'merge', options: {} }),
  },
  {
    name: 'an override as Grafana writes it',
    reaction: 'nothing',
    because: 'registered ids',
    apply: (folder, pick) =>
      override(folder, pick, { id: 'byRegexp', options: '/^never$/' }, [{ id: 'unit', value: 's' }]),
  },
];
