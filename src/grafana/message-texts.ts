/** For title and body of a message: the receiver's setting, and Grafana's default text for it. */
export interface MessageTexts {
  readonly title: readonly [setting: string, fallback: string];
  readonly text: readonly [setting: string, fallback: string];
}

const TITLE = '{{ template "default.title" . }}';
const TEXT = '{{ template "default.message" . }}';

/** The default details of a PagerDuty event. */
export const pagerdutyDetails = {
  firing: '{{ template "__text_alert_list" .Alerts.Firing }}',
  resolved: '{{ template "__text_alert_list" .Alerts.Resolved }}',
  num_firing: '{{ .Alerts.Firing | len }}',
  num_resolved: '{{ .Alerts.Resolved | len }}',
};

/**
 * The settings that contain the texts of a message, by receiver type; an empty setting means that the type has none.
 */
export const messageTexts: Readonly<Record<string, MessageTexts>> = {
  slack: { title: ['title', TITLE], text: ['text', TEXT] },
  pagerduty: { title: ['summary', TITLE], text: ['details.firing', pagerdutyDetails.firing] },
  email: { title: ['subject', TITLE], text: ['message', ''] },
  webhook: { title: ['title', TITLE], text: ['message', TEXT] },
  discord: { title: ['title', TITLE], text: ['message', TEXT] },
  googlechat: { title: ['title', TITLE], text: ['message', TEXT] },
  opsgenie: { title: ['message', TITLE], text: ['description', TEXT] },
  pushover: { title: ['title', TITLE], text: ['message', TEXT] },
  teams: { title: ['title', TITLE], text: ['message', '{{ template "teams.default.message" . }}'] },
  telegram: { title: ['', ''], text: ['message', TEXT] },
};
