import { bool, byMember, closed, flag, int, list, plainText, type Schema, since, someText } from './schema.ts';
import { anyCase } from './any-case.ts';
import wecom from './wecom.json' with { type: 'json' };

/** A required secret or other text of a contact point. */
const needed: Schema = { type: 'string', pattern: '\\S' };
const numberOrText: Schema = { type: ['integer', 'string', 'null'], pattern: '^-?[0-9]*$', 'x-form': 'a whole number' };
const textMap: Schema = {
  type: ['object', 'null'],
  additionalProperties: { type: 'string', 'x-trap': 'the values are strings; a bare number or boolean needs quotes' },
};
const tls: Schema = {
  type: ['object', 'null'],
  properties: {
    insecureSkipVerify: flag,
    caCertificate: plainText,
    clientCertificate: plainText,
    clientKey: plainText,
  },
};
/** Credentials for a web service; basic authentication is refused if the header is also set. */
const authorization = {
  username: plainText,
  password: plainText,
  authorization_scheme: plainText,
  authorization_credentials: plainText,
  maxAlerts: numberOrText,
  httpMethod: plainText,
};

/** Settings by receiver type, as decoded by Grafana's notifiers. */
export const receiverSettings: Readonly<Record<string, Schema>> = {
  slack: {
    ...settings({
      ...plainTexts(
        'endpointUrl',
        'url',
        'token',
        'recipient',
        'text',
        'title',
        'username',
        'icon_emoji',
        'icon_url',
        'mentionUsers',
        'mentionGroups',
      ),
      mentionChannel: { enum: ['', 'here', 'channel', null] },
      color: newer(plainText),
      footer: newer(plainText),
    }),
    if: { not: { properties: { url: needed }, required: ['url'] } },
    then: { properties: { recipient: needed, token: needed }, required: ['recipient', 'token'] },
  },
  pagerduty: settings(
    {
      integrationKey: needed,
      ...plainTexts('severity', 'class', 'component', 'group', 'summary', 'source', 'client', 'client_url'),
      details: textMap,
      url: newer(plainText),
    },
    'integrationKey',
  ),
  email: settings(
    {
      addresses: { ...needed, 'x-trap': 'several addresses are one string, separated by semicolons' },
      singleEmail: flag,
      ...plainTexts('message', 'subject'),
    },
    'addresses',
  ),
  webhook: settings(
    {
      url: needed,
      ...authorization,
      ...plainTexts('title', 'message'),
      headers: newer(textMap),
      tlsConfig: newer(tls),
      hmacConfig: newer({
        type: ['object', 'null'],
        properties: { secret: plainText, header: plainText, timestampHeader: plainText },
        required: ['secret'],
      }),
      payload: newer({ type: ['object', 'null'], properties: { template: plainText, vars: textMap } }),
    },
    'url',
  ),
  discord: settings(
    {
      url: needed,
      ...plainTexts('title', 'message', 'avatar_url'),
      use_discord_username: flag,
      use_embed_description: newer(flag),
    },
    'url',
  ),
  telegram: settings(
    {
      bottoken: needed,
      chatid: {
        ...needed,
        'x-tolerated': true,
        'x-trap': 'Grafana before 13 reads a string; write the number in quotes',
      },
      message: plainText,
      parse_mode: {
        type: ['string', 'null'],
        pattern: `^(?:${['Markdown', 'MarkdownV2', 'HTML', 'None'].map(anyCase).join('|')})?$`,
        'x-form': 'Markdown, MarkdownV2, HTML or None',
      },
      disable_notifications: flag,
      message_thread_id: newer(numberOrText),
      disable_web_page_preview: newer(flag),
      protect_content: newer(flag),
    },
    'bottoken',
    'chatid',
  ),
  'prometheus-alertmanager': settings({ url: needed, ...plainTexts('basicAuthUser', 'basicAuthPassword') }, 'url'),
  dingding: settings(
    { url: needed, msgType: { enum: ['link', 'actionCard', '', null] }, ...plainTexts('title', 'message') },
    'url',
  ),
  googlechat: settings(
    {
      url: needed,
      ...plainTexts('title', 'message', 'avatar_url'),
      hide_open_button: newer(flag),
      hide_version_info: newer(flag),
    },
    'url',
  ),
  jira: settings(
    {
      api_url: needed,
      project: needed,
      issue_type: needed,
      ...plainTexts(
        'summary',
        'description',
        'priority',
        'reopen_transition',
        'resolve_transition',
        'wont_fix_resolution',
        'reopen_duration',
        'dedup_key_field',
        'user',
        'password',
        'api_token',
      ),
      labels: list({ type: 'string' }),
      fields: { type: ['object', 'null'] },
    },
    'api_url',
    'project',
    'issue_type',
  ),
  kafka: settings(
    {
      kafkaRestProxy: needed,
      kafkaTopic: needed,
      ...plainTexts('description', 'details', 'username', 'password', 'kafkaClusterId'),
      apiVersion: { enum: ['v2', 'v3', '', null] },
    },
    'kafkaRestProxy',
    'kafkaTopic',
  ),
  LINE: settings({ token: needed, ...plainTexts('title', 'description') }, 'token'),
  mqtt: settings(
    {
      brokerUrl: needed,
      topic: needed,
      ...plainTexts('clientId', 'message', 'username', 'password'),
      messageFormat: { enum: ['json', 'text', '', null] },
      qos: numberOrText,
      retain: flag,
      tlsConfig: tls,
    },
    'brokerUrl',
    'topic',
  ),
  oncall: settings({ url: needed, ...authorization, ...plainTexts('title', 'message') }, 'url'),
  opsgenie: settings(
    {
      apiKey: needed,
      ...plainTexts('apiUrl', 'message', 'description'),
      autoClose: flag,
      overridePriority: flag,
      sendTagsAs: { enum: ['tags', 'details', 'both', '', null] },
      responders: list({
        type: 'object',
        properties: { id: plainText, name: plainText, username: plainText, type: plainText },
      }),
    },
    'apiKey',
  ),
  pushover: settings(
    {
      userKey: needed,
      apiToken: needed,
      priority: numberOrText,
      okPriority: numberOrText,
      retry: numberOrText,
      expire: numberOrText,
      ...plainTexts('device', 'sound', 'okSound', 'title', 'message'),
      uploadImage: flag,
      ttl: newer(numberOrText),
    },
    'userKey',
    'apiToken',
  ),
  sensugo: settings(
    { url: needed, apikey: needed, ...plainTexts('entity', 'check', 'namespace', 'handler', 'message') },
    'url',
    'apikey',
  ),
  sns: settings({
    ...plainTexts('api_url', 'topic_arn', 'phone_number', 'target_arn', 'subject', 'message'),
    attributes: textMap,
    sigv4: {
      type: ['object', 'null'],
      properties: plainTexts('region', 'access_key', 'secret_key', 'profile', 'role_arn'),
    },
  }),
  teams: settings({ url: needed, ...plainTexts('message', 'title', 'sectiontitle') }, 'url'),
  threema: settings(
    {
      gateway_id: { ...needed, pattern: '^\\*.{7}$', 'x-form': 'an asterisk and seven characters' },
      recipient_id: { ...needed, pattern: '^.{8}$', 'x-form': 'eight characters' },
      api_secret: needed,
      ...plainTexts('title', 'description'),
    },
    'gateway_id',
    'recipient_id',
    'api_secret',
  ),
  victorops: settings({ url: needed, ...plainTexts('messageType', 'title', 'description') }, 'url'),
  webex: settings({ bot_token: needed, ...plainTexts('room_id', 'message', 'api_url') }, 'bot_token'),
  wecom: {
    ...settings({
      ...plainTexts(...wecom.texts),
      msgtype: { enum: ['markdown', 'text', '', null] },
    }),
    if: { not: { properties: { url: needed }, required: ['url'] } },
    then: {
      properties: Object.fromEntries(wecom.app.map((name) => [name, needed])),
      required: wecom.app,
    },
  },
};

/** Types that 10.1 does not have. */
const TYPES_SINCE = {
  jira: 'jiraReceiver',
  mqtt: 'mqttReceiver',
  sns: 'snsReceiver',
  oncall: 'oncallReceiver',
} as const;

const receiver: Schema = {
  ...closed(
    {
      uid: someText,
      type: {
        enum: Object.keys(receiverSettings),
        'x-any-case': true,
        'x-values-since': TYPES_SINCE,
      },
      settings: { type: 'object', minProperties: 1 },
      disableResolveMessage: bool,
    },
    ['uid', 'type', 'settings'],
  ),
  'x-elsewhere': { secureSettings: 'settings, where Grafana itself encrypts what is secret' },
  allOf: byMember(
    'type',
    Object.entries(receiverSettings).map(([type, schema]) => [[type], { properties: { settings: schema } }]),
  ),
};

/** One entry of `contactPoints`. */
export const contactPoint: Schema = closed({ orgId: int, name: someText, receivers: list(receiver) }, [
  'name',
  'receivers',
]);

function settings(properties: Readonly<Record<string, Schema>>, ...required: readonly string[]): Schema {
  return { ...closed(properties, required), 'x-any-case': true };
}

function plainTexts(...names: readonly string[]): Readonly<Record<string, Schema>> {
  return Object.fromEntries(names.map((name) => [name, plainText]));
}

/** A setting that 10.1 does not have; which release added it was not verified. */
function newer(schema: Schema): Schema {
  return since('newerReceiverSettings', schema);
}
