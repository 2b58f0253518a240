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
    active_time_intervals: since('activeTimings', list(text)),
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
    targetDatasourceUid: since('recordingTarget', text),
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
      keepFiringFor: since('keepFiringFor', checkedDuration),
      missing_series_evals_to_resolve: since('keepFiringFor', { ...int, minimum: 1 }),
      noDataState: {
        enum: ['NoData', 'Alerting', 'OK', 'KeepLast', '', null],
        'x-values-since': { KeepLast: 'keepLastState' },
      },
      execErrState: {
        enum: ['Alerting', 'Error', 'OK', 'KeepLast', '', null],
        'x-values-since': { KeepLast: 'keepLastState' },
      },
      dashboardUid: text,
      dasboardUid: since('misspeltDashboardUid', text),
      panelId: int,
      annotations: mapOf(text),
      labels: mapOf(text),
      isPaused: bool,
      notification_settings: since('notificationSettings', notificationSettings),
      record: since('recordingRules', record),
    },
    ['uid', 'title', 'data'],
  ),
  'x-required-before': { for: 'optionalFor' },
  if: { not: { required: ['record'] } },
  then: { properties: { condition: someText }, required: ['condition'] },
  else: { 'x-required-before': { condition: 'recordingWithoutCondition' } },
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
