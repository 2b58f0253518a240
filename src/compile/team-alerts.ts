import type { NotificationSpec } from '../define/definitions.ts';
import type { ProjectAlerting } from '../define/project.ts';
import type { ReceiverSpec } from '../define/receivers.ts';
import { messageTexts } from '../grafana/message-texts.ts';

type TeamAlerts = NonNullable<ProjectAlerting['teamAlerts']>;
type Part = 'title' | 'text';

/** The message templates of teams that have words of their own, as one template of the org; none without. */
export function teamTemplates(teams: TeamAlerts, project: string): NotificationSpec['templates'] {
  const defined = (['title', 'text'] as const).flatMap((part) =>
    withWords(teams, part).map(
      ([team, words]) => `{{ define ${quoted(templateName(project, team, part))} }}${words}{{ end }}\n`,
    ),
  );
  return defined.length === 0 ? [] : [{ name: `${project}-teams`, template: defined.join('') }];
}

/**
 * A receiver whose message is a team's own for alerts of that team, and Grafana's for all others. What the receiver says
 * itself stays, and a type whose message is not text gets none.
 */
export function withTeamTexts(receiver: ReceiverSpec, teams: TeamAlerts, project: string): ReceiverSpec {
  const texts = messageTexts[receiver.type];
  if (!texts) return receiver;
  const added = (['title', 'text'] as const).flatMap((part): [string, string][] => {
    const [setting, fallback] = texts[part];
    const own = withWords(teams, part);
    // A setting within another, as PagerDuty's details, is a list of facts and no text.
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

/** A text as a Go template writes it. */
function quoted(text: string): string {
  return JSON.stringify(text);
}
