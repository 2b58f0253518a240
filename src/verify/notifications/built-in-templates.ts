import { byKey } from '../../diagnostics/order.ts';
import { sprint } from '../templates/printf.ts';
import { type GoValue, UnsupportedTemplateError } from '../templates/value.ts';
import { sortedNames } from './alert-urls.ts';
import type { AlertData, MessageData } from './message-data.ts';

/**
 * Grafana's own templates, implemented by what they print for a message; `alertsOf` finds the alerts behind a list in a
 * template.
 */
export function builtInTemplates(
  data: MessageData,
  alertsOf: (value: GoValue) => readonly AlertData[] | undefined,
): ReadonlyMap<string, (dot: GoValue) => string> {
  const whole = (print: (data: MessageData) => string) => () => print(data);
  const list = (dot: GoValue) => {
    const alerts = alertsOf(dot);
    if (!alerts) throw new UnsupportedTemplateError('a list of alerts that is not .Alerts.Firing or .Alerts.Resolved');
    return alertList(alerts);
  };
  return new Map<string, (dot: GoValue) => string>([
    ['__subject', whole(subject)],
    ['default.title', whole(subject)],
    ['default.message', whole(message)],
    ['__text_alert_list', list],
    ['teams.default.message', notPrinted('teams.default.message')],
  ]);
}

function notPrinted(name: string): () => never {
  return () => {
    throw new UnsupportedTemplateError(`the built-in template ${name}`);
  };
}

/** `[FIRING:2, RESOLVED:1] HighCpu critical (eu web)` */
function subject({ status, alerts, groupLabels, commonLabels }: MessageData): string {
  const count = (wanted: AlertData['status']) => alerts.filter((alert) => alert.status === wanted).length;
  const resolved = count('resolved') > 0 ? `, RESOLVED:${count('resolved')}` : '';
  const head = status === 'firing' ? `FIRING:${count('firing')}${resolved}` : 'RESOLVED';
  const values = (labels: MessageData['groupLabels'], names: readonly string[]) =>
    names.map((name) => labels[name] ?? '').join(' ');
  const shared = sortedNames(commonLabels).filter((name) => !Object.hasOwn(groupLabels, name));
  const hasMore = Object.keys(commonLabels).length > Object.keys(groupLabels).length;
  // Go's template prints empty parentheses when no label is left.
  return `[${head}] ${values(groupLabels, sortedNames(groupLabels))} ${hasMore ? `(${values(commonLabels, shared)})` : ''}`;
}

function message({ alerts }: MessageData): string {
  const firing = alerts.filter(({ status }) => status === 'firing');
  const resolved = alerts.filter(({ status }) => status === 'resolved');
  return [
    firing.length > 0 ? `**Firing**\n${alertList(firing)}${resolved.length > 0 ? '\n\n' : ''}` : '',
    resolved.length > 0 ? `**Resolved**\n${alertList(resolved)}` : '',
  ].join('');
}

function alertList(alerts: readonly AlertData[]): string {
  return alerts.map(alertText).join('');
}

function alertText(alert: AlertData): string {
  const lines = (labels: AlertData['labels']) =>
    sortedNames(labels).map((name) => ` - ${name} = ${labels[name] ?? ''}`);
  const link = (name: string, url: string) => (url === '' ? [] : [`${name}: ${url}`]);
  return `${[
    '',
    `Value: ${valuesText(alert)}`,
    'Labels:',
    ...lines(alert.labels),
    'Annotations:',
    ...lines(alert.annotations),
    ...link('Source', alert.generatorUrl),
    ...link('Silence', alert.silenceUrl),
    ...link('Dashboard', alert.dashboardUrl),
    ...link('Panel', alert.panelUrl),
  ].join('\n')}\n`;
}

function valuesText({ values }: AlertData): string {
  const texts = Object.entries(values)
    .sort(byKey)
    .map(([refId, value]) => `${refId}=${sprint(value)}`);
  return texts.length > 0 ? texts.join(', ') : '[no value]';
}
