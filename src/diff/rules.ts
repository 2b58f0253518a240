import { prometheusDurationMs } from '../grafana/durations.ts';
import type { AlertQuery, AlertRule, ProvisioningFolder } from '../folder/folder.ts';
import { objectOf, textOf } from '../folder/json.ts';
import { conditionsOf, isLooser } from './alert-condition.ts';
import type { Change, ObjectDiff, Risk } from './change.ts';
import { fromTo, leafChanges, shown } from './leaves.ts';
import { match } from './match.ts';
import { indexQueries, type QueryIndex, queryChange, textPaths } from './query-changes.ts';
import { type Hearing, whoHears } from './who-hears.ts';

const APART_OF_QUERY = ['refId', 'datasourceUid', 'model.refId', 'model.datasource'];
/** Members of a rule that have sentences of their own. */
const APART = new Set(['uid', 'title', 'data']);
const NAMES: Readonly<Record<string, string>> = {
  isPaused: 'paused',
  noDataState: 'state without data',
  execErrState: 'state on an error',
  dashboardUid: 'dashboard it links to',
  panelId: 'panel it links to',
  'notification_settings.receiver': 'receiver',
};

/** What changed in alert rules, known by their uid or else by their title, and in the groups that evaluate them. */
export function diffRules(before: ProvisioningFolder, after: ProvisioningFolder): ObjectDiff[] {
  const { pairs, removed, added } = match(
    rulesOf(before),
    rulesOf(after),
    ({ group, uid }) => `${group.orgId}/${uid}`,
    ({ group, title }) => `${group.orgId}/${title}`,
  );
  const [old, now] = [indexQueries(before), indexQueries(after)];
  return [
    ...removed.map((rule) =>
      object(rule, 'removed', [
        { id: 'rule/removed', text: 'removed', risks: [silent('Nobody watches this any more.')] },
      ]),
    ),
    ...added.map((rule) =>
      object(rule, 'added', [
        {
          id: 'rule/added',
          text: `added in group "${rule.group.name}": ${
            conditionsOf(rule)
              .map(({ text }) => text)
              .join(', ') || 'no threshold'
          }, for ${shown(rule.json['for'])}`,
        },
      ]),
    ),
    ...pairs.flatMap((pair) => {
      const changes = [
        ...ruleChanges(pair.before, pair.after, old, now),
        ...hearingChanges(whoHears(pair.before, before), whoHears(pair.after, after)),
      ];
      return changes.length > 0 ? [object(pair.after, 'changed', changes)] : [];
    }),
    ...groupChanges(before, after),
  ];
}

function rulesOf(folder: ProvisioningFolder): AlertRule[] {
  return folder.groups.flatMap(({ alerts }) => alerts);
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
    message: 'Its alerts start anew: a firing one is resolved, a pending one waits again.',
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
    ...removed.map((condition): Change => ({ id: 'rule/threshold', text: `threshold removed: ${condition.text}` })),
    ...added.map((condition): Change => ({ id: 'rule/threshold', text: `threshold added: ${condition.text}` })),
    ...pairs.flatMap(({ before: old, after: now }): Change[] => [
      ...(old.text === now.text
        ? []
        : [
            {
              id: 'rule/threshold',
              text: `threshold: ${fromTo(old.text, now.text)}`,
              ...(isLooser(old, now) ? { risks: [silent('It fires later than it did.')] } : {}),
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
        ...queryChange('query/changed', undefined, name(pair.after), queries),
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
          text: `${name(pair.after)}, ${leaf.path.replace(/^model\./, '')}: ${fromTo(leaf.before, leaf.after)}`,
        })),
      ];
    }),
  ];
}

/** Evaluators have sentences of their own. */
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
  if (path === 'noDataState' && now === 'OK') return silent('When its data is gone it says that all is well.');
  if (path === 'execErrState' && now === 'OK') return silent('When its query fails it says that all is well.');
  return undefined;
}

/** Without a wait, or with one that cannot be read, it fires at once. */
function waitMs(duration: unknown): number {
  return prometheusDurationMs(textOf(duration) ?? '') ?? 0;
}

function hearingChanges(before: Hearing | undefined, after: Hearing | undefined): Change[] {
  if (before === undefined || after === undefined) return [];
  const names = ({ names: all, isFallback, isNobody }: Hearing) =>
    isNobody ? 'nobody' : `${all.join(', ')}${isFallback ? ' by the root' : ''}`;
  const [old, now] = [names(before), names(after)];
  if (old === now) return [];
  const risks = after.isNobody
    ? [silent('Nobody hears of it.')]
    : after.isFallback && !before.isFallback
      ? [silent('No route is for it any more: only the root of the policies hears of it.')]
      : [];
  return [{ id: 'rule/receiver', text: `tells: ${fromTo(old, now)}`, ...(risks.length > 0 ? { risks } : {}) }];
}

function groupChanges(before: ProvisioningFolder, after: ProvisioningFolder): ObjectDiff[] {
  const { pairs } = match(
    before.groups,
    after.groups,
    ({ orgId, folder, name: title }) => `${orgId}/${folder}/${title}`,
  );
  return pairs.flatMap(({ before: old, after: now }) => {
    const changes = leafChanges(old.json, now.json, new Set(['rules'])).map((leaf): Change => ({
      id: `rule-group/${leaf.path === 'interval' ? 'interval' : 'setting'}`,
      text: `${leaf.path}: ${fromTo(leaf.before, leaf.after)}`,
    }));
    return changes.length > 0
      ? [
          {
            kind: 'rule group',
            label: now.label,
            identity: `${now.folder}/${now.name}`,
            orgId: now.orgId,
            change: 'changed',
            changes,
          } satisfies ObjectDiff,
        ]
      : [];
  });
}

function name({ refId }: AlertQuery): string {
  return `query ${refId === '' ? 'without a refId' : refId}`;
}

function silent(message: string): Risk {
  return { id: 'rule-silent', message };
}

function object(rule: AlertRule, change: ObjectDiff['change'], changes: readonly Change[]): ObjectDiff {
  return { kind: 'rule', label: rule.label, identity: rule.uid, orgId: rule.group.orgId, change, changes };
}
