// What Grafana encrypts, and what may be a secret by its place or its name: every part of the program decides here.

/** Settings that Grafana moves to its encrypted storage, by the type of the receiver. */
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
/** Members of jsonData, which Grafana keeps and shows as it is, that are credentials by their names. */
export const SECRET_SETTING = /(?:password|passphrase|secret|token|api_?key|secret_?key|private_?key|account_?key)$/i;
/** Members of secureJsonData that everybody may know. */
export const PUBLIC_MEMBERS = new Set(['tlsCACert', 'tlsClientCert']);
/** Names that secrets go by, whatever holds them. */
export const SECRET_NAME = /passw(?:or)?d|passphrase|pass$|secret|token|credential|private|.key$|authorization/i;

/**
 * Whether a value may be a secret by where it is and what it is called: in doubt it is one, and is not shown. A
 * chat's or webhook's address with its token inside is as good as a password.
 */
export function mayHoldSecret(path: readonly (string | number)[]): boolean {
  const names = path.filter((step) => typeof step === 'string');
  return (
    names.some((name) => name === 'secureJsonData' || name === 'secureSettings' || SECRET_NAME.test(name)) ||
    (names.includes('settings') && names.at(-1) === 'url')
  );
}
