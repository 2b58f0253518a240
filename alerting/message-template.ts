import type { FleetSettings } from '../src/fleet/settings.ts';
import { uid } from '../src/define/settings.ts';

/** Calls of the template below, for contact points. */
export const TITLE = '{{ template "purpleflea.title" . }}';
export const MESSAGE = '{{ template "purpleflea.message" . }}';
export const SLACK_TEXT = '{{ template "purpleflea.slack" . }}';
/** Details of a PagerDuty incident, instead of Grafana's default lists of labels and long URLs. */
export const DETAILS = {
  firing: '{{ template "purpleflea.list" .Alerts.Firing }}',
  resolved: '{{ template "purpleflea.list" .Alerts.Resolved }}',
  description: '{{ .CommonAnnotations.description }}',
  runbook: '{{ .CommonAnnotations.runbook_url }}',
} as const;

/** Labels that identify an instance of a rule, most specific first. */
const NAMING = ['agent_id', 'endpoint', 'ticker', 'table', 'topic', 'part', 'job_name', 'currency', 'instance', 'job'];
/** Most instances in a title, and most lines in a message; the rest is only counted. */
const MOST_NAMES = 3;
const MOST_LINES = 20;
/** Time before the alert at which the linked range starts: six hours, in Go's nanoseconds. */
const BEFORE = 6 * 3_600_000_000_000;

/**
 * The template of every notification: severity, alert and instances in the title; one line with a link per instance.
 */
export function messageTemplate(settings: FleetSettings): { readonly name: string; readonly template: string } {
  return { name: 'purpleflea', template: [title(), link(uid(settings, 'agent-drilldown')), bodies()].join('') };
}

function title(): string {
  const name = `or ${[...NAMING, 'rulename'].map((label) => `.Labels.${label}`).join(' ')}`;
  return `{{ define "purpleflea.names" }}{{ range $index, $alert := . }}{{ if lt $index ${MOST_NAMES} }}{{ with ${name} }}{{ if $index }}, {{ else }}: {{ end }}{{ . }}{{ end }}{{ else if eq $index ${MOST_NAMES} }}, …{{ end }}{{ end }}{{ end }}
{{ define "purpleflea.title" }}[{{ .Status | toUpper }}{{ if .Alerts.Firing }} {{ len .Alerts.Firing }}{{ end }}] {{ .CommonLabels.severity }} {{ if .CommonLabels.rulename }}{{ .CommonLabels.rulename }} is {{ if .Alerts.Firing }}not evaluated{{ else }}evaluated again{{ end }}{{ else }}{{ .CommonLabels.alertname }}{{ if .Alerts.Firing }}{{ template "purpleflea.names" .Alerts.Firing }}{{ else }}{{ template "purpleflea.names" .Alerts.Resolved }}{{ end }}{{ end }}{{ end }}
`;
}

/**
 * Link to the agent's drilldown from some hours before the alert until now or its end, otherwise to the rule's panel.
 */
function link(drilldown: string): string {
  return `{{ define "purpleflea.link" }}{{ if and .Labels.agent_id .DashboardURL }}{{ reReplaceAll "[^/]+$" "${drilldown}" .DashboardURL }}?var-agent_id={{ urlquery .Labels.agent_id }}&from={{ (.StartsAt.Add -${BEFORE}).UnixMilli }}&to={{ if eq .Status "firing" }}now{{ else }}{{ .EndsAt.UnixMilli }}{{ end }}{{ else if .PanelURL }}{{ .PanelURL }}{{ else }}{{ .GeneratorURL }}{{ end }}{{ end }}
`;
}

function bodies(): string {
  return `{{ define "purpleflea.what" }}{{ .Annotations.summary }}{{ with .Annotations.Error }} ({{ . }}){{ end }}{{ end }}
{{ define "purpleflea.line" }}- {{ template "purpleflea.what" . }} {{ template "purpleflea.link" . }}
{{ end }}
{{ define "purpleflea.slackline" }}• {{ template "purpleflea.what" . }} <{{ template "purpleflea.link" . }}|Open>{{ if eq .Status "firing" }} <{{ .SilenceURL }}|Silence>{{ end }}
{{ end }}
${list('list', 'line')}${list('slacklist', 'slackline')}${body('message', 'list')}${body('slack', 'slacklist')}`;
}

function list(name: string, line: string): string {
  return `{{ define "purpleflea.${name}" }}{{ range $index, $alert := . }}{{ if lt $index ${MOST_LINES} }}{{ template "purpleflea.${line}" . }}{{ end }}{{ end }}{{ if gt (len .) ${MOST_LINES} }}… {{ len . }} in all
{{ end }}{{ end }}
`;
}

/** The description and the runbook belong to the rule, so they appear once, and not for resolved alerts. */
function body(name: string, lines: string): string {
  return `{{ define "purpleflea.${name}" }}{{ if .Alerts.Firing }}{{ template "purpleflea.${lines}" .Alerts.Firing }}{{ with .CommonAnnotations.description }}{{ . }}
{{ end }}{{ with .CommonAnnotations.runbook_url }}Runbook: {{ . }}
{{ end }}{{ end }}{{ if .Alerts.Resolved }}Resolved:
{{ template "purpleflea.${lines}" .Alerts.Resolved }}{{ end }}{{ end }}
`;
}
