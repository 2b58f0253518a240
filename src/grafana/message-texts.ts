/** The setting of a receiver and Grafana's own text for it, of what a person reads first and of the rest. */
export interface MessageTexts {
  readonly title: readonly [setting: string, fallback: string];
  readonly text: readonly [setting: string, fallback: string];
}

const TITLE = '{{ template "default.title" . }}';
const TEXT = '{{ template "default.message" . }}';

/** PagerDuty's own details of an event. */
export const pagerdutyDetails = {
  firing: '{{ template "__text_alert_list" .Alerts.Firing }}',
  resolved: '{{ template "__text_alert_list" .Alerts.Resolved }}',
  num_firing: '{{ .Alerts.Firing | len }}',
  num_resolved: '{{ .Alerts.Resolved | len }}',
};

/** Where the texts of a message stand, by the type of the receiver; an empty setting is a text that it lacks. */
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
