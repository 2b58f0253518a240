import type { Receiver, Template } from '../../folder/folder.ts';
import { isObject, textOf, type JsonObject } from '../../folder/json.ts';
import { type MessageTexts, messageTexts, pagerdutyDetails } from '../../grafana/message-texts.ts';
import type { UrlContext } from './alert-urls.ts';
import type { Notification } from './dispatch.ts';
import { type AlertData, type MessageData, messageData } from './message-data.ts';
import { definitionsOf, renderer, type RenderText } from './render-text.ts';

/** A message as it is sent. */
export interface Message {
  /** Milliseconds since the start of the test. */
  readonly time: number;
  /** Name of the contact point. */
  readonly receiver: string;
  /** Type of the integration: `slack`. */
  readonly type: string;
  readonly status: 'firing' | 'resolved';
  readonly firing: number;
  readonly resolved: number;
  readonly labels: MessageData['commonLabels'];
  /** The title and the body; undefined for integration types whose texts are not known here. */
  readonly title: string | undefined;
  readonly text: string | undefined;
  /** The posted body, or the mail, without secret URLs and keys. */
  readonly payload: unknown;
  /** Templates that fail or are not supported here. */
  readonly problems: readonly string[];
}

const COLOR = '{{ if eq .Status "firing" }}#D63232{{ else }}#36a64f{{ end }}';
const SEVERITIES = new Set(['critical', 'error', 'warning', 'info']);

/** The message for a notification, from the receiver's settings and the organisation's templates. */
export function message(notification: Notification, templates: readonly Template[], context: UrlContext): Message {
  const { receiver, time } = notification;
  const data = messageData(notification, { ...context, now: time });
  const problems: string[] = [];
  const render = renderer(data, definitionsOf(templates));
  const rendered: RenderText = (setting) => {
    const result = render(setting);
    if (result.problem !== undefined && !problems.includes(result.problem)) problems.push(result.problem);
    return result;
  };
  const texts = messageTexts[receiver.type];
  const text = ([setting, fallback]: MessageTexts['title']) =>
    setting === '' ? '' : rendered(settingOf(receiver, setting) || fallback).text;
  const title = texts && text(texts.title);
  const body = texts && text(texts.text);
  const count = (status: AlertData['status']) => data.alerts.filter((alert) => alert.status === status).length;
  return {
    time,
    receiver: receiver.contactPoint.name,
    type: receiver.type,
    status: data.status,
    firing: count('firing'),
    resolved: count('resolved'),
    labels: data.commonLabels,
    title,
    text: body,
    payload: payloads[receiver.type]?.({
      receiver,
      data,
      title: title ?? '',
      text: body ?? '',
      render: rendered,
      orgId: context.orgId,
    }),
    problems,
  };
}

interface Parts {
  readonly receiver: Receiver;
  readonly data: MessageData;
  readonly title: string;
  readonly text: string;
  readonly render: RenderText;
  readonly orgId: number;
}

const payloads: Readonly<Record<string, (parts: Parts) => unknown>> = { slack, pagerduty, email, webhook };

function slack({ receiver, data, title, text, render }: Parts): unknown {
  const setting = (name: string, fallback = '') => render(settingOf(receiver, name) || fallback).text;
  const urls = new Set(data.alerts.map(({ generatorUrl }) => generatorUrl));
  const [only] = urls;
  const mentions = [
    ...(settingOf(receiver, 'mentionChannel') === ''
      ? []
      : [`<!${setting('mentionChannel')}|${setting('mentionChannel')}>`]),
    ...listed(receiver, 'mentionGroups', (group) => `<!subteam^${render(group).text}>`),
    ...listed(receiver, 'mentionUsers', (user) => `<@${render(user).text}>`),
  ].join(' ');
  return withoutEmpty({
    channel: setting('recipient'),
    username: setting('username', 'Grafana'),
    icon_emoji: setting('icon_emoji'),
    icon_url: setting('icon_url'),
    attachments: [
      withoutEmpty({
        color: setting('color', COLOR),
        title: [...title].slice(0, 1024).join(''),
        fallback: [...title].slice(0, 1024).join(''),
        title_link: urls.size === 1 ? only : `${data.externalUrl.replace(/\/$/, '')}/alerting/list`,
        text,
        pretext: mentions,
        ...(mentions === '' ? {} : { mrkdwn_in: ['pretext'] }),
      }),
    ],
  });
}

function pagerduty({ receiver, data, title, render }: Parts): unknown {
  const setting = (name: string, fallback = '') => render(settingOf(receiver, name) || fallback).text;
  const severity = setting('severity', 'critical').toLowerCase();
  const written = receiver.settings['details'];
  const details = { ...pagerdutyDetails, ...(isObject(written) ? written : {}) };
  return withoutEmpty({
    event_action: data.status === 'resolved' ? 'resolve' : 'trigger',
    client: setting('client', 'Grafana'),
    client_url: setting('client_url', '{{ .ExternalURL }}'),
    links: [{ href: data.externalUrl, text: 'External URL' }],
    payload: withoutEmpty({
      summary: [...title].slice(0, 1024).join(''),
      source: setting('source'),
      severity: SEVERITIES.has(severity) ? severity : 'critical',
      class: setting('class', 'default'),
      component: setting('component', 'Grafana'),
      group: setting('group', 'default'),
      custom_details: Object.fromEntries(
        Object.entries(details).map(([name, template]) => [name, render(String(template)).text]),
      ),
    }),
  });
}

function email({ receiver, title, text }: Parts): unknown {
  return { subject: title, message: text, single_email: receiver.settings['singleEmail'] === true };
}

function webhook({ receiver, data, title, text, render, orgId }: Parts): unknown {
  const own = receiver.settings['payload'];
  const template = isObject(own) ? textOf(own['template']) : undefined;
  if (template !== undefined && template !== '') return jsonOr(render(template).text);
  const most = Number(receiver.settings['maxAlerts'] ?? 0) || Infinity;
  const alerts = data.alerts.slice(0, most);
  return {
    receiver: data.receiver,
    status: data.status,
    alerts: alerts.map((alert) => webhookAlert(alert, orgId)),
    groupLabels: data.groupLabels,
    commonLabels: data.commonLabels,
    commonAnnotations: data.commonAnnotations,
    externalURL: data.externalUrl,
    version: '1',
    truncatedAlerts: data.alerts.length - alerts.length,
    orgId,
    title,
    state: data.status === 'firing' ? 'alerting' : 'ok',
    message: text,
  };
}

function webhookAlert(alert: AlertData, orgId: number): unknown {
  const { status, labels, annotations, startsAt, endsAt, values, valueString } = alert;
  return {
    status,
    labels,
    annotations,
    startsAt: isoTime(startsAt),
    endsAt: endsAt === undefined ? '0001-01-01T00:00:00Z' : isoTime(endsAt),
    generatorURL: alert.generatorUrl,
    silenceURL: alert.silenceUrl,
    dashboardURL: alert.dashboardUrl,
    panelURL: alert.panelUrl,
    values: Object.keys(values).length > 0 ? values : null,
    valueString,
    orgId,
  };
}

/** Go leaves out a fraction of zero. */
function isoTime(moment: number): string {
  return new Date(moment).toISOString().replace(/\.000Z$/, 'Z');
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function settingOf({ settings }: Receiver, path: string): string {
  const value = path
    .split('.')
    .reduce<unknown>((holder, key) => (isObject(holder) ? holder[key] : undefined), settings);
  return textOf(value) ?? '';
}

function listed(receiver: Receiver, name: string, print: (item: string) => string): string[] {
  const items = settingOf(receiver, name)
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
  return items.length > 0 ? [items.map(print).join('')] : [];
}

function withoutEmpty(value: JsonObject): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== '' && member !== undefined));
}
