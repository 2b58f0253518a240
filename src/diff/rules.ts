import { prometheusDurationMs } from '../grafana/durations.ts';
import type { AlertQuery, AlertRule, ProvisioningFolder } from '../folder/folder.ts';
import { objectOf, textOf } from '../folder/json.ts';
import { conditionsOf, isLooser } from './alert-condition.ts';
import { type Change, type ObjectDiff, type Risk, risksOf } from './change.ts';
import { fromTo, leafChanges, type LeafChange, shown } from './leaves.ts';
import type { HearingChanges } from './hearing-changes.ts';
import { match, type Matched } from './match.ts';
import { indexQueries, type QueryIndex, queryChange, textPaths } from './query-changes.ts';
import { narrowedSelectors } from './selectors.ts';
import { lineOf } from './place.ts';

const APART_OF_QUERY = ['refId', 'datasourceUid', 'model.refId', 'model.datasource'];
/** Keys of a rule that are reported separately. */
const APART = new Set(['uid', 'title', 'data']);
const NAMES: Readonly<Record<string, string>> = {
  isPaused: 'paused',
  noDataState: 'state without data',
  execErrState: 'state on an error',
  dashboardUid: 'dashboard it links to',
  panelId: 'panel it links to',
  'notification_settings.receiver': 'receiver',
};

/** States that notify nobody. */
const SILENT_STATES = new Set<unknown>(['OK', 'KeepLast']);

/** What changed in alert rules. */
export function diffRules(
  { pairs, removed, added }: Matched<AlertRule>,
  before: ProvisioningFolder,
  after: ProvisioningFolder,
  { ofRule }: Pick<HearingChanges, 'ofRule'>,
): ObjectDiff[] {
  const [old, now] = [indexQueries(before), indexQueries(after)];
  return [
    ...removed.map((rule) =>
      object(rule, 'removed', [{ id: 'rule/removed', text: 'removed', risks: [silent('It is no longer evaluated.')] }]),
    ),
    ...added.map((rule) => object(rule, 'added', [addedRule(rule)])),
    ...pairs.flatMap((pair) => {
      const changes = [...ruleChanges(pair.before, pair.after, old, now), ...(ofRule.get(pair) ?? [])];
      return changes.length > 0 ? [object(pair.after, 'changed', changes)] : [];
    }),
  ];
}

function addedRule(rule: AlertRule): Change {
  const condition = conditionsOf(rule)
    .map(({ text }) => text)
    .join(', ');
  return {
    id: 'rule/added',
    text: `added in group "${rule.group.name}": ${condition || 'no threshold'}, for ${shown(rule.json['for'])}`,
  };
}

function ruleChanges(before: AlertRule, after: AlertRule, old: QueryIndex, now: QueryIndex): Change[] {
  return [
    ...identityChanges(before, after),
    ...conditionChanges(before, after),
    ...queryChanges(before, after, old, now),
    ...settingChanges(before, after),
  ];
}

function identityChanges(before: AlertRule, after: AlertRule): Change[] {
  const reset: Risk = {
    id: 'state-reset',
    message: 'Its alerts start again: a firing one is resolved, a pending one waits from the beginning.',
  };
  const moved = (what: string, one: string, other: string): Change[] =>
    one === other ? [] : [{ id: `rule/${what}`, text: `${what}: ${fromTo(one, other)}`, risks: [reset] }];
  return [
    ...(before.uid === after.uid
      ? []
      : [
          {
            id: 'rule/uid',
            text: `uid: ${fromTo(before.uid, after.uid)}`,
            risks: [
              reset,
              {
                id: 'links-lost' as const,
                message: 'Its history, its silences and every link to it are lost: for Grafana it is another rule.',
              },
            ],
          },
        ]),
    ...(before.title === after.title
      ? []
      : [{ id: 'rule/renamed', text: `renamed: ${fromTo(before.title, after.title)}` }]),
    ...moved('folder', before.group.folder, after.group.folder),
    ...moved('group', before.group.name, after.group.name),
  ];
}

function conditionChanges(before: AlertRule, after: AlertRule): Change[] {
  const { pairs, removed, added } = match(conditionsOf(before), conditionsOf(after), ({ key }) => key);
  return [
    ...removed.map((condition): Change => ({
      id: 'rule/threshold',
      text: `threshold removed: ${condition.text}`,
      ...risksOf(added.length === 0 ? [silent('This is no longer checked.')] : []),
    })),
    ...added.map((condition): Change => ({ id: 'rule/threshold', text: `threshold added: ${condition.text}` })),
    ...pairs.flatMap(({ before: old, after: now }): Change[] => [
      ...(old.text === now.text
        ? []
        : [
            {
              id: 'rule/threshold',
              text: `threshold: ${fromTo(old.text, now.text)}`,
              ...risksOf(isLooser(old, now) ? [silent('It no longer fires at values at which it fired before.')] : []),
            },
          ]),
      ...(old.recovery === now.recovery
        ? []
        : [{ id: 'rule/recovery', text: `recovers when: ${fromTo(old.recovery, now.recovery)}` }]),
    ]),
  ];
}

function queryChanges(before: AlertRule, after: AlertRule, old: QueryIndex, now: QueryIndex): Change[] {
  const { pairs, removed, added } = match(before.queries, after.queries, ({ refId }) => refId);
  const what = (query: AlertQuery, index: QueryIndex) =>
    shown(index.get(query)?.text ?? query.model['expression'] ?? query.model['type']);
  return [
    ...removed.map((query): Change => ({ id: 'query/removed', text: `${name(query)} removed: ${what(query, old)}` })),
    ...added.map((query): Change => ({ id: 'query/added', text: `${name(query)} added: ${what(query, now)}` })),
    ...pairs.flatMap((pair) => {
      const queries = { ...pair, old, now };
      const apart = new Set([...APART_OF_QUERY, ...textPaths(queries)]);
      return [
        ...queryChange('query/changed', undefined, name(pair.after), queries).map(withNarrowing),
        ...(pair.before.datasourceUid === pair.after.datasourceUid
          ? []
          : [
              {
                id: 'query/datasource',
                text: `${name(pair.after)}, data source: ${fromTo(pair.before.datasourceUid, pair.after.datasourceUid)}`,
              },
            ]),
        ...leafChanges(withoutEvaluators(pair.before), withoutEvaluators(pair.after), apart).map((leaf): Change => ({
          id: 'query/setting',
          text: `${name(pair.after)}, ${leaf.name.replace(/^model(?:, |\.)/, '')}: ${fromTo(leaf.before, leaf.after)}`,
          ...risksOf(isDuller(leaf, after) ? [silent('It no longer fires at values at which it fired before.')] : []),
        })),
      ];
    }),
  ];
}

/** Adds the risk of a query that selects fewer series. */
function withNarrowing(change: Change): Change {
  const narrowed = change.query?.language === 'promql' ? narrowedSelectors(change.query) : [];
  const risks = narrowed.map((matcher) => silent(`It watches fewer series: only those with ${matcher}.`));
  return { ...change, ...risksOf(risks) };
}

/**
 * Whether a new reducer gives values farther from the threshold, such as the minimum of a series for a rule that fires
 * above it.
 */
function isDuller({ path, before, after }: LeafChange, rule: AlertRule): boolean {
  if (path !== 'model.reducer') return false;
  const types = new Set(conditionsOf(rule).map(({ type }) => type.replace(/e$/, '')));
  const [type] = types.size === 1 ? types : [];
  const [far, near] = type === 'gt' ? ['min', 'max'] : type === 'lt' ? ['max', 'min'] : [undefined, undefined];
  return far !== undefined && (after === far || before === near);
}

/** Evaluators are reported separately. */
function withoutEvaluators({ json, model }: AlertQuery): object {
  const conditions = model['conditions'];
  if (!Array.isArray(conditions)) return json;
  return {
    ...json,
    model: {
      ...model,
      conditions: conditions.map((entry) => ({ ...objectOf(entry), evaluator: undefined, unloadEvaluator: undefined })),
    },
  };
}

function settingChanges(before: AlertRule, after: AlertRule): Change[] {
  return leafChanges(before.json, after.json, APART).map(({ path, before: old, after: now }): Change => {
    const risk = settingRisk(path, old, now);
    return {
      id: idOf(path),
      text: `${NAMES[path] ?? path.replace(/^(label|annotation)s\./, '$1 ')}: ${fromTo(old, now)}`,
      ...(risk ? { risks: [risk] } : {}),
    };
  });
}

function idOf(path: string): string {
  if (path === 'isPaused') return 'rule/paused';
  if (path === 'noDataState' || path === 'execErrState') return 'rule/no-data';
  if (path.startsWith('labels.')) return 'rule/label';
  if (path.startsWith('annotations.')) return 'rule/annotation';
  if (path.startsWith('notification_settings')) return 'rule/receiver';
  return path === 'for' ? 'rule/for' : 'rule/setting';
}

function settingRisk(path: string, old: unknown, now: unknown): Risk | undefined {
  if (path === 'for' && waitMs(now) > waitMs(old)) return silent('It fires later than it did.');
  if (path === 'isPaused' && now === true) return silent('A paused rule is not evaluated.');
  if (path === 'noDataState' && isSilenced(old, now)) return silent('Nobody is notified when its data is missing.');
  if (path === 'execErrState' && isSilenced(old, now)) return silent('Nobody is notified when its query fails.');
  return undefined;
}

function isSilenced(old: unknown, now: unknown): boolean {
  return SILENT_STATES.has(now) && !SILENT_STATES.has(old);
}

/** A rule without a valid `for` fires at once. */
function waitMs(duration: unknown): number {
  return prometheusDurationMs(textOf(duration) ?? '') ?? 0;
}

function name({ refId }: AlertQuery): string {
  return `query ${refId === '' ? 'without a refId' : refId}`;
}

function silent(message: string): Risk {
  return { id: 'rule-silent', message };
}

function object(rule: AlertRule, change: ObjectDiff['change'], changes: readonly Change[]): ObjectDiff {
  return {
    kind: 'rule',
    label: rule.label,
    identity: rule.uid,
    orgId: rule.group.orgId,
    at: lineOf(rule),
    change,
    changes,
  };
}
