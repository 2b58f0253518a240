/** Calls of the template below, as contact points have them. */
export const TITLE = '{{ template "purpleflea.title" . }}';
export const MESSAGE = '{{ template "purpleflea.message" . }}';

/** What every notification says: how bad, which alert, per instance what happened and where to look. */
export const messageTemplate = {
  name: 'purpleflea',
  template: `{{ define "purpleflea.title" }}[{{ .Status | toUpper }}{{ if eq .Status "firing" }} {{ len .Alerts.Firing }}{{ end }}] {{ .CommonLabels.severity }} {{ .CommonLabels.alertname }}{{ end }}
{{ define "purpleflea.instances" }}{{ range . }}- {{ .Annotations.summary }}
  {{ .Annotations.description }}
  {{ if .PanelURL }}Panel: {{ .PanelURL }}{{ else }}Rule: {{ .GeneratorURL }}{{ end }}
  Runbook: {{ .Annotations.runbook_url }}
  Silence: {{ .SilenceURL }}
{{ end }}{{ end }}
{{ define "purpleflea.message" }}{{ if .Alerts.Firing }}Firing:
{{ template "purpleflea.instances" .Alerts.Firing }}{{ end }}{{ if .Alerts.Resolved }}Resolved:
{{ template "purpleflea.instances" .Alerts.Resolved }}{{ end }}{{ end }}
`,
};
