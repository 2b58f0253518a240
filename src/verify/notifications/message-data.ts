import type { Labels } from '../labels.ts';
import { captureText } from '../templates/expand.ts';
import { type GoList, type GoMap, type GoStruct, type GoValue, UnsupportedTemplateError } from '../templates/value.ts';
import {
  dashboardUrl,
  generatorUrl,
  isPrivate,
  panelUrl,
  silenceUrl,
  sortedNames,
  type UrlContext,
} from './alert-urls.ts';
import type { Notification, NotifiedAlert } from './dispatch.ts';
import { goTime, ZERO } from './go-time.ts';

/** The data of a message, which templates see and payloads contain. */
export interface MessageData {
  readonly receiver: string;
  readonly status: 'firing' | 'resolved';
  readonly alerts: readonly AlertData[];
  readonly groupLabels: Labels;
  readonly commonLabels: Labels;
  readonly commonAnnotations: Labels;
  readonly externalUrl: string;
}
export interface AlertData {
  readonly status: 'firing' | 'resolved';
  readonly labels: Labels;
  readonly annotations: Labels;
  /** Milliseconds since 1970; the end of a firing alert is not known. */
  readonly startsAt: number;
  readonly endsAt: number | undefined;
  readonly generatorUrl: string;
  readonly silenceUrl: string;
  readonly dashboardUrl: string;
  readonly panelUrl: string;
  readonly values: Readonly<Record<string, number>>;
  readonly valueString: string;
}

/** The data of a message about its alerts. */
export function messageData({ alerts, receiver, groupLabels }: Notification, context: UrlContext): MessageData {
  return {
    receiver: receiver.contactPoint.name,
    status: alerts.some(({ isResolved }) => !isResolved) ? 'firing' : 'resolved',
    alerts: alerts.map((alert) => alertData(alert, context)),
    groupLabels,
    commonLabels: withoutPrivate(common(alerts.map(({ labels }) => labels))),
    commonAnnotations: withoutPrivate(common(alerts.map(({ annotations }) => annotations))),
    externalUrl: context.externalUrl,
  };
}

function alertData(alert: NotifiedAlert, context: UrlContext): AlertData {
  const { labels, annotations, startsAt, endsAt, isResolved, values, captures } = alert;
  const numbers = Object.entries(values).map(([refId, value]) => [refId, value ?? Number.NaN] as const);
  return {
    status: isResolved ? 'resolved' : 'firing',
    labels: withoutPrivate(labels),
    annotations: withoutPrivate(annotations),
    startsAt: context.start + startsAt,
    endsAt: isResolved ? context.start + endsAt : undefined,
    generatorUrl: generatorUrl(labels, context),
    silenceUrl: silenceUrl(labels, context),
    dashboardUrl: dashboardUrl(alert, context),
    panelUrl: panelUrl(alert, context),
    // JSON cannot express NaN and infinity: with one of them, Grafana sends no values at all.
    values: numbers.every(([, value]) => Number.isFinite(value)) ? Object.fromEntries(numbers) : {},
    valueString: [...captures]
      .sort((left, right) => (left.refId < right.refId ? -1 : 1))
      .map(captureText)
      .join(', '),
  };
}

/** The same data as Go's templates see it. */
export function templateValue(data: MessageData): GoStruct {
  const alerts = data.alerts.map(alertValue);
  const byStatus = (status: AlertData['status']) =>
    list(
      '[]templates.ExtendedAlert',
      alerts.filter((_, index) => data.alerts[index]?.status === status),
    );
  return struct('*templates.ExtendedData', {
    Receiver: data.receiver,
    Status: data.status,
    Alerts: {
      ...list('templates.ExtendedAlerts', alerts),
      methods: new Map([
        ['Firing', () => byStatus('firing')],
        ['Resolved', () => byStatus('resolved')],
      ]),
    },
    GroupLabels: labelsValue(data.groupLabels),
    CommonLabels: labelsValue(data.commonLabels),
    CommonAnnotations: labelsValue(data.commonAnnotations),
    ExternalURL: data.externalUrl,
    Vars: map([], ''),
  });
}

/** The labels or annotations of a message, with the methods that Alertmanager gives to templates. */
export function labelsValue(labels: Labels): GoMap {
  const names = sortedNames(labels);
  const texts = (items: readonly string[]) => list('[]string', items);
  const pairs: GoList = {
    ...list(
      'template.Pairs',
      names.map((name) => struct('template.Pair', { Name: name, Value: labels[name] ?? '' })),
    ),
    methods: new Map([
      ['Names', () => texts(names)],
      ['Values', () => texts(names.map((name) => labels[name] ?? ''))],
    ]),
  };
  return {
    ...map(Object.entries(labels), ''),
    methods: new Map<string, (...args: readonly GoValue[]) => GoValue>([
      ['SortedPairs', () => pairs],
      ['Names', () => texts(names)],
      ['Values', () => texts(names.map((name) => labels[name] ?? ''))],
      ['Remove', (removed) => labelsValue(without(labels, removed))],
    ]),
  };
}

/** A Go slice of values. */
export function list(type: string, items: readonly GoValue[]): GoList {
  return { kind: 'list', type, items };
}

/** A Go map with string keys. */
export function map(entries: readonly (readonly [string, GoValue])[], zero: GoValue): GoMap {
  return { kind: 'map', entries: new Map(entries), zero };
}

function alertValue(alert: AlertData): GoStruct {
  const value = struct('templates.ExtendedAlert', {
    Status: alert.status,
    Labels: labelsValue(alert.labels),
    Annotations: labelsValue(alert.annotations),
    StartsAt: goTime(alert.startsAt),
    EndsAt: goTime(alert.endsAt ?? ZERO),
    GeneratorURL: alert.generatorUrl,
    SilenceURL: alert.silenceUrl,
    DashboardURL: alert.dashboardUrl,
    PanelURL: alert.panelUrl,
    Values: map(Object.entries(alert.values), 0),
    ValueString: alert.valueString,
    ImageURL: '',
    EmbeddedImage: '',
  });
  // The fingerprint includes a label that is not in any file.
  const fingerprint = () => {
    throw new UnsupportedTemplateError('.Fingerprint');
  };
  return { ...value, methods: new Map([['Fingerprint', fingerprint]]) };
}

function struct(type: string, fields: Readonly<Record<string, GoValue>>): GoStruct {
  return {
    kind: 'struct',
    type,
    fields: new Map(Object.entries(fields)),
    text: () => {
      throw new UnsupportedTemplateError(`a whole ${type}`);
    },
  };
}

function without(labels: Labels, removed: GoValue): Labels {
  const names = new Set(typeof removed === 'object' && removed?.kind === 'list' ? removed.items.map(String) : []);
  return Object.fromEntries(Object.entries(labels).filter(([name]) => !names.has(name)));
}

/** The labels that all have with the same value. */
function common(all: readonly Labels[]): Labels {
  const [first = {}, ...others] = all;
  return Object.fromEntries(
    Object.entries(first).filter(([name, value]) => others.every((other) => other[name] === value)),
  );
}

function withoutPrivate(labels: Labels): Labels {
  return Object.fromEntries(Object.entries(labels).filter(([name]) => !isPrivate(name)));
}
