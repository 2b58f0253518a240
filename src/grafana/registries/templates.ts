import { GO_FUNCTIONS } from '../go-template/alert-text.ts';

/** Functions that some release of Grafana has in message templates and settings of contact points; `coll`, `data`, `tmpl` and `time` hold others as fields. */
export const MESSAGE_FUNCTIONS: ReadonlySet<string> = new Set([
  ...GO_FUNCTIONS,
  // Alertmanager's.
  'append', 'date', 'dict', 'humanizeDuration', 'join', 'list', 'match', 'mustToDate', 'now', 'reReplaceAll', 'routeLabels', 'safeHtml', 'safeUrl', 'since', 'stringSlice', 'title', 'toDate', 'toJson', 'toLower', 'toUpper', 'trimSpace', 'tz', 'urlUnescape',
  // Grafana's.
  'coll', 'data', 'grafanaExploreURL', 'queryFromGeneratorURL', 'tenantID', 'time', 'tmpl',
]);

/** Templates that Grafana defines itself, in some release, with those it takes from Alertmanager. */
export const BUILT_IN_TEMPLATES: ReadonlySet<string> = new Set([
  '__subject', '__teams_text_alert_list', '__text_alert_list', '__text_values_list', 'default.message', 'default.title', 'slack.default.footer', 'teams.default.message', 'webhook.default.payload', 'webhook.default.payload.state',
  '__alertmanager', '__alertmanagerURL', '__description', '__text_alert_list_markdown', 'discord.default.content', 'discord.default.message', 'discord.default.title', 'email.default.html', 'email.default.subject',
  'jira.default.description', 'jira.default.priority', 'jira.default.summary', ...['color', 'fallback', 'text', 'title', 'titlelink', 'username'].map((part) => `mattermost.default.${part}`),
  'msteams.default.summary', 'msteams.default.text', 'msteams.default.title', 'msteamsv2.default.text', 'msteamsv2.default.title', 'opsgenie.default.description', 'opsgenie.default.message', 'opsgenie.default.source',
  'pagerduty.default.client', 'pagerduty.default.clientURL', 'pagerduty.default.description', 'pagerduty.default.instances', 'pushover.default.message', 'pushover.default.title', 'pushover.default.url',
  ...['alias', 'emoji', 'iconurl', 'text', 'title', 'titlelink'].map((part) => `rocketchat.default.${part}`), ...['callbackid', 'color', 'fallback', 'iconemoji', 'iconurl', 'pretext', 'text', 'title', 'titlelink', 'username'].map((part) => `slack.default.${part}`),
  'sns.default.message', 'sns.default.subject', 'telegram.default.message', 'victorops.default.entity_display_name', 'victorops.default.monitoring_tool', 'victorops.default.state_message', 'webex.default.message',
  'wechat.default.agent_id', 'wechat.default.message', 'wechat.default.to_party', 'wechat.default.to_tag', 'wechat.default.to_user',
]);
