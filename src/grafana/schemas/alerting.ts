import {
  bool,
  checkedDuration,
  closed,
  duration,
  int,
  list,
  mapOf,
  type Schema,
  since,
  someText,
  text,
} from './schema.ts';
import { alertQuery } from './alert-query.ts';
import { contactPoint } from './contact-points.ts';
import { policy, route } from './policies.ts';
import { muteTiming } from './mute-timings.ts';

const byUid = list(closed({ uid: someText, orgId: int }, ['uid']));
const byName = list(closed({ name: someText, orgId: int }, ['name']));

const notificationSettings: Schema = closed(
  {
    receiver: someText,
    group_by: list(text),
    group_wait: duration,
    group_interval: duration,
    repeat_interval: duration,
    mute_time_intervals: list(text),
    active_time_intervals: since('12.1', list(text), 'unsure'),
  },
  ['receiver'],
);

const record: Schema = closed(
  {
    metric: {
      ...someText,
      pattern: '^[a-zA-Z_:][a-zA-Z0-9_:]*$',
      'x-form': 'a name of a metric: letters, digits, underscores and colons',
    },
    from: someText,
    targetDatasourceUid: since('11.6', text, 'unsure'),
  },
  ['metric', 'from'],
);

const rule: Schema = {
  ...closed(
    {
      uid: someText,
      title: someText,
      condition: text,
      data: { type: 'array', minItems: 1, items: alertQuery },
      for: checkedDuration,
      keepFiringFor: since('12.2', checkedDuration),
      missing_series_evals_to_resolve: since('12.2', { ...int, minimum: 1 }),
      noDataState: {
        enum: ['NoData', 'Alerting', 'OK', 'KeepLast', '', null],
        'x-values-since': { KeepLast: '10.3' },
        'x-since-unsure': true,
      },
      execErrState: {
        enum: ['Alerting', 'Error', 'OK', 'KeepLast', '', null],
        'x-values-since': { KeepLast: '10.3' },
        'x-since-unsure': true,
      },
      dashboardUid: text,
      dasboardUid: since('10.2', text, 'unsure'),
      panelId: int,
      annotations: mapOf(text),
      labels: mapOf(text),
      isPaused: bool,
      notification_settings: since('10.4', notificationSettings),
      record: since('11.3', record, 'unsure'),
    },
    ['uid', 'title', 'data'],
  ),
  'x-required-before': { for: '10.2' },
  if: { not: { required: ['record'] } },
  then: { properties: { condition: someText }, required: ['condition'] },
};

const group: Schema = closed(
  {
    orgId: int,
    name: someText,
    folder: someText,
    interval: { ...checkedDuration, type: ['string', 'number'], pattern: `^(?=.)${duration.pattern?.slice(1) ?? ''}` },
    rules: list(rule),
  },
  ['name', 'folder', 'interval'],
);

const template: Schema = closed({ orgId: int, name: someText, template: someText }, ['name', 'template']);

/** `provisioning/alerting/*.{yaml,json}` */
export const alertingSchema: Schema = {
  title: 'Grafana alerting provisioning',
  definitions: { route },
  ...closed({
    apiVersion: {},
    groups: list(group),
    deleteRules: byUid,
    contactPoints: list(contactPoint),
    deleteContactPoints: byUid,
    policies: list(policy),
    resetPolicies: list({ ...int, type: ['integer', 'string'] }),
    muteTimes: list(muteTiming),
    deleteMuteTimes: byName,
    templates: list(template),
    deleteTemplates: byName,
  }),
};
