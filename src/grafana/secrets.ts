// What Grafana encrypts, and what may be a secret by its position or name: the only place that decides this.

/** Settings that Grafana moves to its encrypted storage, by receiver type. */
export const SECRET_SETTINGS: Readonly<Record<string, readonly string[]>> = {
  slack: ['url', 'token'],
  pagerduty: ['integrationKey'],
  webhook: ['password', 'authorization_credentials'],
  discord: ['url'],
  telegram: ['bottoken'],
  opsgenie: ['apiKey'],
  pushover: ['apiToken', 'userKey'],
  victorops: ['url'],
  teams: ['url'],
  googlechat: ['url'],
  LINE: ['token'],
  threema: ['api_secret'],
  wecom: ['url', 'secret'],
  webex: ['bot_token'],
  sensugo: ['apikey'],
  'prometheus-alertmanager': ['basicAuthPassword'],
  mqtt: ['password'],
  dingding: ['url'],
  kafka: ['password'],
  jira: ['password', 'api_token'],
};
/** Headers that carry a credential. */
export const SECRET_HEADER = /auth|token|key|cookie|secret|password/i;
/** Members of jsonData, which Grafana stores and shows unencrypted, that are credentials by name. */
export const SECRET_SETTING = /(?:password|passphrase|secret|token|api_?key|secret_?key|private_?key|account_?key)$/i;
/** Members of secureJsonData that are not secret. */
export const PUBLIC_MEMBERS = new Set(['tlsCACert', 'tlsClientCert']);
/** Names that indicate a secret, anywhere. */
export const SECRET_NAME = /passw(?:or)?d|passphrase|pass$|secret|token|credential|private|.key$|authorization/i;

/**
 * Whether a value may be a secret by its position and name; in doubt it is treated as one and not shown. The URL of a
 * chat or webhook with a token in it counts as a secret.
 */
export function mayHoldSecret(path: readonly (string | number)[]): boolean {
  const names = path.filter((step) => typeof step === 'string');
  return (
    names.some((name) => name === 'secureJsonData' || name === 'secureSettings' || SECRET_NAME.test(name)) ||
    (names.includes('settings') && names.at(-1) === 'url')
  );
}
