import type { NotificationSpec } from '../define/definitions.ts';
import type { ProjectAlerting } from '../define/project.ts';
import type { ReceiverSpec } from '../define/receivers.ts';
import { messageTexts } from '../grafana/message-texts.ts';

type TeamAlerts = NonNullable<ProjectAlerting['teamAlerts']>;
type Part = 'title' | 'text';

/** The message texts of all teams as one template of the org; empty when no team has its own. */
export function teamTemplates(teams: TeamAlerts, project: string): NotificationSpec['templates'] {
  const defined = (['title', 'text'] as const).flatMap((part) =>
    withWords(teams, part).map(
      ([team, words]) => `{{ define ${quoted(templateName(project, team, part))} }}${words}{{ end }}\n`,
    ),
  );
  return defined.length === 0 ? [] : [{ name: `${project}-teams`, template: defined.join('') }];
}

/**
 * A receiver that sends a team's own texts for that team's alerts, and Grafana's for all others. Texts set on the
 * receiver itself stay, and a receiver type whose message is not text gets none.
 */
export function withTeamTexts(receiver: ReceiverSpec, teams: TeamAlerts, project: string): ReceiverSpec {
  const texts = messageTexts[receiver.type];
  if (!texts) return receiver;
  const added = (['title', 'text'] as const).flatMap((part): [string, string][] => {
    const [setting, fallback] = texts[part];
    const own = withWords(teams, part);
    // A nested setting, such as PagerDuty's details, is a list of fields, not a text.
    if (setting === '' || setting.includes('.') || own.length === 0 || receiver.settings[setting] !== undefined)
      return [];
    const branches = own.map(
      ([team], index) =>
        `${index === 0 ? '{{ if' : '{{ else if'} eq .CommonLabels.team ${quoted(team)} }}{{ template ${quoted(templateName(project, team, part))} . }}`,
    );
    return [[setting, `${branches.join('')}{{ else }}${fallback}{{ end }}`]];
  });
  return added.length === 0
    ? receiver
    : { ...receiver, settings: { ...receiver.settings, ...Object.fromEntries(added) } };
}

function withWords(teams: TeamAlerts, part: Part): [team: string, words: string][] {
  return Object.entries(teams).flatMap(([team, own]): [string, string][] => {
    const words = own?.[part];
    return words === undefined ? [] : [[team, words]];
  });
}

function templateName(project: string, team: string, part: Part): string {
  return `${project}.${team}.${part}`;
}

/** Quotes a text for a Go template. */
function quoted(text: string): string {
  return JSON.stringify(text);
}
