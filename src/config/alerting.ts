import type { Diagnostic, Position } from '../diagnostics/diagnostics.ts';
import { type Receiver, type Routes, type Settings, severities } from '../define/settings.ts';
import type { AlertingConfig } from './config.ts';
import type { Locate } from './load.ts';

/** Who is told, with the defaults filled in. */
export function resolveAlerting(config: AlertingConfig, runbook: string): Settings['alerting'] {
  const receivers = config.receivers ?? {};
  return {
    receivers,
    routes: { ...defaultRoutes(receivers, config.halt), ...config.routes },
    teams: config.teams ?? {},
    ...(config.halt === undefined ? {} : { halt: config.halt }),
    muteTimings: config.muteTimings ?? {},
    policies: config.policies ?? true,
    runbook,
  };
}

/**
 * Receivers that lack a key and names that lead to no receiver; `above` is the path of the keys, none for the
 * configuration's own.
 */
export function alertingProblems(config: AlertingConfig, locate: Locate, above: readonly string[] = []): Diagnostic[] {
  const place = (...path: readonly string[]) => ({
    at: locate([...above, ...path]),
    name: [...above, ...path].join('.'),
  });
  return [...slackProblems(config, place), ...routeProblems(config, place)];
}

type Placed = (...path: readonly string[]) => { readonly at: Position; readonly name: string };

/**
 * Critical alerts page and show in the channel, warnings show in the channel, notes go to the mailbox: whichever of
 * them there is.
 */
function defaultRoutes(receivers: Readonly<Record<string, Receiver>>, halt: string | undefined): Routes {
  const names = (...types: Receiver['type'][]) =>
    Object.entries(receivers)
      .filter(([name, receiver]) => name !== halt && types.includes(receiver.type))
      .map(([name]) => name);
  const firstOf = (...kinds: Receiver['type'][]) =>
    kinds.map((kind) => names(kind)).find((found) => found.length > 0) ?? [];
  return {
    critical:
      names('pagerduty', 'slack', 'webhook').length > 0 ? names('pagerduty', 'slack', 'webhook') : names('email'),
    warning: [...firstOf('slack', 'email', 'webhook', 'pagerduty')],
    info: firstOf('email', 'slack', 'webhook'),
  };
}

function slackProblems({ receivers = {} }: AlertingConfig, place: Placed): Diagnostic[] {
  return Object.entries(receivers).flatMap(([name, receiver]): Diagnostic[] => {
    const complete =
      receiver.type !== 'slack' || 'url' in receiver || ('token' in receiver && receiver.channel !== undefined);
    if (complete) return [];
    const { at, name: key } = place('receivers', name);
    return [
      {
        severity: 'error',
        id: 'config/slack',
        message: `${key} has neither a url nor a token with a channel, so Grafana would stop at start-up.`,
        hint: 'Give it the url of an incoming webhook, or a bot token and a channel.',
        at,
      },
    ];
  });
}

function routeProblems({ receivers = {}, routes = {}, teams = {}, halt }: AlertingConfig, place: Placed): Diagnostic[] {
  const known = Object.keys(receivers).join(', ') || 'none';
  const all: [string[], Routes][] = [
    [['routes'], routes],
    ...Object.entries(teams).map(([team, own]): [string[], Routes] => [['teams', team], own ?? {}]),
  ];
  const unknown = all.flatMap(([path, own]) =>
    severities.flatMap((severity) =>
      (own[severity] ?? [])
        .filter((name) => !(name in receivers))
        .map((name): Diagnostic => {
          const { at, name: key } = place(...path, severity);
          return {
            severity: 'error',
            id: 'config/receiver',
            message: `${key} names the receiver "${name}", which is not configured, so Grafana would stop at start-up.`,
            hint: `Add it under receivers, or name one of: ${known}.`,
            at,
          };
        }),
    ),
  );
  if (halt === undefined || receivers[halt]?.type === 'webhook') return unknown;
  const { at, name } = place('halt');
  return [
    ...unknown,
    {
      severity: 'error',
      id: 'config/halt',
      message: `${name} names "${halt}", which is not a configured receiver of type webhook, so nothing would halt an agent.`,
      hint: 'Name a webhook receiver.',
      at,
    },
  ];
}
