import type { Labels } from '../labels.ts';
import type { NotifiedAlert } from './dispatch.ts';

/** What the URLs in a message depend on. */
export interface UrlContext {
  /** `root_url` of Grafana, such as `http://localhost:3000/`. */
  readonly externalUrl: string;
  /** The moment of time 0, in milliseconds since 1970. */
  readonly start: number;
  /** When the message is sent, in milliseconds since the start. */
  readonly now: number;
  readonly orgId: number;
}

/** The URL of the rule that made an alert. */
export function generatorUrl(labels: Labels, { externalUrl, orgId }: UrlContext): string {
  const uid = labels['__alert_rule_uid__'];
  const url = uid === undefined ? new URL(externalUrl) : joined(externalUrl, `alerting/grafana/${uid}/view`);
  return withQuery(url, [['orgId', String(orgId)]]);
}

/** The URL of the silence form, filled in for an alert. */
export function silenceUrl(labels: Labels, { externalUrl, orgId }: UrlContext): string {
  const uid = labels['__alert_rule_uid__'];
  const isNamed = (name: string) =>
    !isPrivate(name) && !(uid !== undefined && (name === 'alertname' || name === 'grafana_folder'));
  const matchers = [
    ...(uid === undefined ? [] : [`__alert_rule_uid__=${uid}`]),
    ...sortedNames(labels)
      .filter(isNamed)
      .map((name) => `${name}=${labels[name] ?? ''}`),
  ];
  return withQuery(joined(externalUrl, 'alerting/silence/new'), [
    ['alertmanager', 'grafana'],
    ...matchers.map((matcher): [string, string] => ['matcher', matcher]),
    ['orgId', String(orgId)],
  ]);
}

/** The URL of the dashboard that the rule links to, at the time of the alert; empty if it links to none. */
export function dashboardUrl(alert: NotifiedAlert, context: UrlContext): string {
  const uid = alert.annotations['__dashboardUid__'] ?? '';
  return uid === '' ? '' : withQuery(joined(context.externalUrl, `d/${uid}`), period(alert, context));
}

/** The URL of the panel that the rule links to; empty if it links to none. */
export function panelUrl(alert: NotifiedAlert, context: UrlContext): string {
  const uid = alert.annotations['__dashboardUid__'] ?? '';
  const panel = alert.annotations['__panelId__'] ?? '';
  if (uid === '' || panel === '') return '';
  return withQuery(joined(context.externalUrl, `d/${uid}`), [...period(alert, context), ['viewPanel', panel]]);
}

/** Label names as Alertmanager lists them: `alertname` first, then the others by name. */
export function sortedNames(labels: Labels): string[] {
  const names = Object.keys(labels).sort();
  return names.includes('alertname') ? ['alertname', ...names.filter((name) => name !== 'alertname')] : names;
}

/** Whether a label or annotation begins and ends with double underscores, and so never reaches a message. */
export function isPrivate(name: string): boolean {
  return name.startsWith('__') && name.endsWith('__');
}

function period(
  { startsAt, endsAt, isResolved }: NotifiedAlert,
  { start, now, orgId }: UrlContext,
): [string, string][] {
  return [
    ['from', String(start + startsAt - 3_600_000)],
    ['orgId', String(orgId)],
    ['to', String(start + (isResolved ? endsAt : now))],
  ];
}

function joined(externalUrl: string, path: string): URL {
  const url = new URL(externalUrl);
  url.pathname = `${url.pathname.replace(/\/$/, '')}/${path}`;
  return url;
}

function withQuery(url: URL, parameters: readonly (readonly [string, string])[]): string {
  const query = parameters.map(([name, value]) => `${escaped(name)}=${escaped(value)}`).join('&');
  return `${url.href}?${query}`;
}

/** Escapes a part of a query as Go does. */
function escaped(text: string): string {
  return encodeURIComponent(text)
    .replaceAll('%20', '+')
    .replaceAll(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
