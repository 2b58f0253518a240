import { repeated } from './dashboard-checks.ts';
import {
  type Alerting,
  alertingOf,
  type DashboardFile,
  dashboardsOf,
  datasourcesOf,
  type Folder,
  panelsOf,
  provisioningOf,
  type Route,
  type Rule,
  textsIn,
} from './out-folder.ts';

const SEVERITIES = new Set(['critical', 'warning', 'info']);
/** The base interval of Grafana's rule evaluation. */
const BEAT_SECONDS = 10;
const UNIT_SECONDS: Readonly<Record<string, number>> = {
  ms: 0.001,
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
  y: 31_536_000,
};
/** Keys with secret values. */
const SECRET_KEY = /passw|secret|token|credential|integrationkey|apikey|private/i;
/** The only allowed forms of a secret in a file: references that Grafana resolves when it starts. */
const REFERENCE = /^\$(?:[A-Z_][A-Z0-9_]*|__file\{[^}]+\})$/;
/** Patterns of secrets: Slack, AWS, keys, JWT, Grafana, GitHub, a password in a URL or in SQL. */
const SECRETS = [
  /xox[abeprs]-\w{8,}/,
  /hooks\.slack\.com\/services\/\w/,
  /AKIA[0-9A-Z]{16}/,
  /-----BEGIN [A-Z ]*PRIVATE KEY/,
  /eyJ[\w-]{10,}\.[\w-]{10,}\./,
  /gl(?:sa|pat|c)[_-]\w{16,}/,
  /gh[opsu]_\w{20,}/,
  /:\/\/[^\s:@/"]+:[^\s@/$"{]+@/,
  /\bPASSWORD\s+'[^']+'/i,
  // A shell variable in the quotes is not a password.
  /\bIDENTIFIED\s+(?:WITH\s+\w+\s+)?BY\s+'(?!\$\w+')/i,
  /"(?:password|token|secret)":\s*"[^"$]+"/i,
];

/** Problems of rules that Grafana would refuse, or that would notify no receiver. */
export function ruleProblems(folder: Folder): string[] {
  const { groups } = alertingOf(folder);
  const dashboards = dashboardsOf(folder);
  const sources = new Set(['__expr__', ...datasourcesOf(folder).map(({ uid }) => uid)]);
  const rules = groups.flatMap((group) => group.rules.map((rule) => ({ ...rule, folder: group.folder })));
  return [
    ...groups
      .filter(({ interval }) => !(seconds(interval) > 0 && seconds(interval) % BEAT_SECONDS === 0))
      .map(({ name, interval }) => `group ${name} is evaluated every ${interval}, no multiple of ${BEAT_SECONDS} s`),
    ...groups
      .filter((group) => !dashboards.some(({ folder: title }) => title === group.folder))
      .map(({ name, folder: title }) => `group ${name} is in the folder ${title}, where no dashboard is`),
    ...repeated(groups.map(({ folder: title, name }) => `${title}/${name}`)).map(
      (name) => `two groups have the name ${name}`,
    ),
    ...repeated(rules.map(({ uid }) => uid)).map((uid) => `two rules have the uid ${uid}`),
    ...repeated(rules.map((rule) => `${rule.folder}/${rule.title}`)).map(
      (title) => `two rules have the title ${title}`,
    ),
    ...rules.flatMap((rule) =>
      [...ofPanel(rule, dashboards), ...ofData(rule, sources), ...ofTexts(rule)].map(
        (problem) => `rule ${rule.uid} ${problem}`,
      ),
    ),
  ];
}

function ofPanel({ dashboardUid, panelId, annotations = {} }: Rule, dashboards: readonly DashboardFile[]): string[] {
  const dashboard = dashboards.find(({ json }) => json.uid === dashboardUid);
  if (!dashboard) return [`links to the dashboard ${dashboardUid}, which does not exist`];
  return [
    ...(panelsOf(dashboard.json).some(({ id, type }) => id === panelId && type !== 'row')
      ? []
      : [`links to panel ${panelId} of ${dashboardUid}, which does not exist`]),
    ...(annotations['__dashboardUid__'] === dashboardUid && annotations['__panelId__'] === String(panelId)
      ? []
      : ['has annotations that link elsewhere than its columns']),
  ];
}

function ofData({ condition = '', data = [], ...rule }: Rule, sources: ReadonlySet<string>): string[] {
  const refIds = data.map(({ refId }) => refId);
  return [
    ...(refIds.includes(condition) ? [] : [`compares ${condition}, which it does not ask`]),
    ...repeated(refIds).map((refId) => `has two queries ${refId}`),
    ...(seconds(rule.for ?? '') >= 0 ? [] : [`has no time to wait: ${rule.for}`]),
    ...data.flatMap(({ refId, datasourceUid, relativeTimeRange, model }) => {
      const inputs = datasourceUid === '__expr__' ? expressionInputs(model) : [];
      const { from = Number.NaN, to = Number.NaN } = relativeTimeRange ?? {};
      const hasRange = datasourceUid === '__expr__' || (Number.isInteger(from) && Number.isInteger(to) && from > to);
      return [
        ...(sources.has(datasourceUid) ? [] : [`asks ${datasourceUid}, which is not provisioned`]),
        ...(model.refId === refId ? [] : [`calls its query ${refId} and ${model.refId}`]),
        ...(hasRange ? [] : [`asks ${refId} for no time range`]),
        ...inputs
          .filter((input) => input === refId || !refIds.includes(input))
          .map((input) => `computes ${refId} from ${input}, which it does not ask`),
      ];
    }),
  ];
}

/** The refIds that an expression reads. */
function expressionInputs({
  type,
  expression = '',
  conditions = [],
}: NonNullable<Rule['data']>[number]['model']): string[] {
  if (type === 'classic_conditions') return conditions.flatMap(({ query }) => query?.params ?? []);
  return type === 'math'
    ? [...expression.matchAll(/\$\{?(\w+)/g)].map(([, refId = '']) => refId)
    : [expression.replace(/^\$/, '')];
}

function ofTexts({ labels = {}, annotations = {}, data = [], noDataState, execErrState }: Rule): string[] {
  const refIds = new Set(data.map(({ refId }) => refId));
  const texts = Object.values(annotations);
  // `if $values.B` only tests whether there is a number; it prints nothing.
  const values = [...texts, ...Object.values(labels)].flatMap((text) => [
    ...text.replaceAll(/\bif \$values\.\w+ *\}\}/g, '').matchAll(/\$values\.(\w+)(\.Value)?/g),
  ]);
  return [
    ...['severity', 'service', 'team'].filter((label) => !labels[label]).map((label) => `has no label ${label}`),
    ...(SEVERITIES.has(labels['severity'] ?? '') ? [] : [`has the severity ${labels['severity']}`]),
    ...(noDataState && execErrState ? [] : ['leaves it to Grafana what happens without data or after an error']),
    ...values.filter(([, refId = '']) => !refIds.has(refId)).map(([found]) => `prints ${found}, which it does not ask`),
    ...values
      .filter(([, , isNumber]) => !isNumber)
      .map(([found]) => `prints ${found}, which is not a number without .Value`),
    // Grafana expands labels when it reads the file, but not annotations.
    ...Object.values(labels)
      .filter((text) => /(?<!\$)(?:\$\$)*\$(?!\$)\w/.test(text))
      .map((text) => `has the label ${text}, of which Grafana expands the $`),
    ...texts
      .filter((text) => text.includes('$$') || text.includes('${'))
      .map((text) => `has an annotation with a doubled or braced $: ${text}`),
  ];
}

/** Problems of contact points and policies with which Grafana refuses to start. */
export function notificationProblems({ contactPoints, policies, muteTimes }: Alerting): string[] {
  const receivers = new Set(contactPoints.map(({ name }) => name));
  const timings = new Set(muteTimes.map(({ name }) => name));
  const routes = (route: Route): Route[] => [route, ...(route.routes ?? []).flatMap(routes)];
  const every = policies.flatMap(routes);
  return [
    ...repeated(contactPoints.flatMap((point) => point.receivers.map(({ uid }) => uid))).map(
      (uid) => `two receivers have the uid ${uid}`,
    ),
    ...repeated(contactPoints.map(({ name }) => name)).map((name) => `two contact points have the name ${name}`),
    ...contactPoints
      .filter((point) => point.receivers.length === 0 || point.receivers.some(({ uid }) => !uid))
      .map(({ name }) => `contact point ${name} has no receiver, or one without a uid`),
    ...every
      .filter(({ receiver = '' }) => !receivers.has(receiver))
      .map(({ receiver }) => `a policy names the contact point ${receiver}, which does not exist`),
    ...every
      .flatMap(({ mute_time_intervals: mute = [], active_time_intervals: active = [] }) => [...mute, ...active])
      .filter((name) => !timings.has(name))
      .map((name) => `a policy names the timing ${name}, which does not exist`),
  ];
}

/** Texts that look like a secret, in any file. */
export function secretProblems(folder: Folder): string[] {
  const literal = ['datasources', 'dashboards', 'alerting']
    .flatMap((kind) => provisioningOf(folder, kind))
    .flatMap(({ path, value }) =>
      textsIn(value)
        .filter(
          ({ path: keys, text }) =>
            (SECRET_KEY.test(String(keys.at(-1))) || keys.includes('secureJsonData')) && !REFERENCE.test(text),
        )
        .map(({ path: keys }) => `${path}: ${keys.join('.')} is written out`),
    );
  const looks = [...folder].flatMap(([path, text]) =>
    SECRETS.flatMap((secret) =>
      secret.exec(text) ? [`${path} holds what looks like a secret: ${secret.source}`] : [],
    ),
  );
  const filled = [...(folder.get('env.example') ?? '').matchAll(/# Secret\.[^\n]*\n(?:#[^\n]*\n)*(\w+)=(\S+)/g)].map(
    ([, name]) => `env.example gives a value to the secret ${name}`,
  );
  return [...literal, ...looks, ...filled];
}

/** Names of environment variables that the provisioning files refer to. */
export function neededNames(folder: Folder): string[] {
  const texts = ['datasources', 'dashboards', 'alerting']
    .flatMap((kind) => provisioningOf(folder, kind))
    .flatMap(({ value }) => textsIn(value));
  // Query models, annotations and templates are not expanded.
  const expanded = texts.filter(
    ({ path }) => !path.some((key) => key === 'model' || key === 'annotations' || key === 'template'),
  );
  const pieces = expanded.flatMap(({ text }) => text.split('$$'));
  return [
    ...new Set(
      pieces.flatMap((piece) => [...piece.matchAll(/\$(?:__env)?\{?([A-Za-z_]\w*)/g)].map(([, name = '']) => name)),
    ),
  ]
    .filter((name) => !name.startsWith('__'))
    .sort();
}

/** A Prometheus duration in seconds, NaN for anything else. */
function seconds(duration: string): number {
  if (!/^(\d+(ms|[smhdwy]))+$/.test(duration)) return duration === '0' ? 0 : Number.NaN;
  return [...duration.matchAll(/(\d+)(ms|[smhdwy])/g)].reduce(
    (sum, [, amount, unit = '']) => sum + Number(amount) * (UNIT_SECONDS[unit] ?? Number.NaN),
    0,
  );
}
