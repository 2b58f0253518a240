import { expect, test } from 'vitest';

import { fieldMode, fieldUse } from './fields.ts';
import type { FieldUse, FileKind } from './fields.ts';

/** `groups.0.rules.0.uid` -> ['groups', 0, 'rules', 0, 'uid'] */
function steps(path: string): (string | number)[] {
  return path.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}

const rows: [kind: FileKind, use: FieldUse, paths: string[]][] = [
  ['datasources', 'raw', ['apiVersion', 'prune']],
  [
    'datasources',
    'string',
    [
      'name',
      'type',
      'uid',
      'orgId',
      'access',
      'url',
      'user',
      'database',
      'basicAuth',
      'basicAuthUser',
      'withCredentials',
      'isDefault',
      'version',
      'editable',
      'secureJsonData.password',
    ].map((key) => `datasources.0.${key}`),
  ],
  ['datasources', 'string', ['deleteDatasources.0.name', 'deleteDatasources.0.orgId']],
  [
    'datasources',
    'json',
    [
      'datasources.0.jsonData.timeInterval',
      'datasources.0.jsonData.derivedFields.0.url',
      'datasources.1.correlations.0.label',
      'datasources.0.correlations.0.config.target.expr',
    ],
  ],
  ['dashboards', 'raw', ['apiVersion']],
  [
    'dashboards',
    'string',
    [
      'name',
      'type',
      'orgId',
      'folder',
      'folderUid',
      'editable',
      'disableDeletion',
      'updateIntervalSeconds',
      'allowUiUpdates',
    ].map((key) => `providers.0.${key}`),
  ],
  ['dashboards', 'json', ['providers.0.options.path', 'providers.0.options.foldersFromFilesStructure']],
  ['alerting', 'raw', ['apiVersion']],
  ['alerting', 'string', ['orgId', 'name', 'folder', 'interval'].map((key) => `groups.0.${key}`)],
  [
    'alerting',
    'string',
    [
      'uid',
      'title',
      'condition',
      'dashboardUid',
      'panelId',
      'noDataState',
      'execErrState',
      'for',
      'isPaused',
      'keepFiringFor',
      'missing_series_evals_to_resolve',
      'labels.severity',
      'labels.constructor',
      'notification_settings.receiver',
      'notification_settings.group_by.0',
      'notification_settings.group_wait',
      'notification_settings.group_interval',
      'notification_settings.repeat_interval',
      'notification_settings.mute_time_intervals.0',
      'notification_settings.active_time_intervals.0',
      'record.metric',
      'record.from',
      'record.targetDatasourceUid',
      'data.0.refId',
      'data.0.queryType',
      'data.0.datasourceUid',
    ].map((key) => `groups.0.rules.1.${key}`),
  ],
  [
    'alerting',
    'discarded',
    [
      'annotations.summary',
      'annotations.__panelId__',
      'data.0.model.expr',
      'data.0.model.rawSql',
      'data.0.model.conditions.0.evaluator.params.0',
    ].map((key) => `groups.0.rules.1.${key}`),
  ],
  ['alerting', 'raw', ['groups.0.rules.0.data.0.relativeTimeRange.from']],
  ['alerting', 'string', ['deleteRules.0.uid', 'deleteRules.0.orgId', 'resetPolicies.0']],
  [
    'alerting',
    'string',
    ['orgId', 'name', 'receivers.0.uid', 'receivers.0.type', 'receivers.0.disableResolveMessage'].map(
      (key) => `contactPoints.0.${key}`,
    ),
  ],
  [
    'alerting',
    'json',
    ['url', 'message', 'details.env', 'headers.file', 'tlsConfig.caCertificate'].map(
      (key) => `contactPoints.0.receivers.0.settings.${key}`,
    ),
  ],
  [
    'alerting',
    'string',
    ['deleteContactPoints.0.uid', 'deleteContactPoints.0.orgId', 'policies.0.orgId', 'policies.0.name'],
  ],
  [
    'alerting',
    'json',
    [
      'receiver',
      'group_by.0',
      'object_matchers.0.2',
      'routes.0.receiver',
      'routes.0.routes.1.matchers.0',
      'routes.0.match.env',
      'routes.0.routes.0.match_re.env',
      'routes.0.orgId',
    ].map((key) => `policies.0.${key}`),
  ],
  ['alerting', 'string', ['muteTimes.0.orgId', 'deleteMuteTimes.0.name', 'deleteMuteTimes.0.orgId']],
  [
    'alerting',
    'raw',
    ['muteTimes.0.name', 'muteTimes.0.time_intervals.0.weekdays.0', 'templates.0.name', 'templates.0.template'],
  ],
  ['alerting', 'string', ['templates.0.orgId', 'deleteTemplates.0.name', 'deleteTemplates.0.orgId']],
  [
    'datasources',
    'container',
    ['datasources', 'datasources.0', 'datasources.0.jsonData', 'datasources.0.secureJsonData'],
  ],
  [
    'alerting',
    'container',
    [
      'groups.0.rules.0.labels',
      'groups.0.rules.0.annotations',
      'groups.0.rules.0.data.0.model',
      'contactPoints.0.receivers.0.settings.details',
      'policies.0.routes.0.routes.0.match',
      'policies.0.match_re',
    ],
  ],
  [
    'alerting',
    'unknown',
    ['group', 'constructor', 'groups.name', 'groups.0.folderUid', 'groups.0.rules.0.toString', '__proto__.x'],
  ],
  ['datasources', 'unknown', ['providers.0.name', 'datasources.0.json_data.a']],
];

test.each(rows.flatMap(([kind, use, paths]) => paths.map((path) => [kind, path, use] as const)))(
  '%s %s is %s',
  (kind, path, use) => {
    expect(fieldUse(kind, steps(path))).toBe(use);
    expect(fieldMode(kind, steps(path))).toBe(use === 'string' || use === 'json' ? use : 'raw');
  },
);
