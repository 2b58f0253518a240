import type { Diagnostic, Position } from '../diagnostics/diagnostics.ts';
import { didYouMean } from '../diagnostics/nearest.ts';
import type { Routes, Settings } from '../define/settings.ts';
import type { AlertingConfig } from './config.ts';
import type { Locate } from './load.ts';

/** Resolves the notification settings of a configuration. */
export function resolveAlerting({
  receivers = {},
  routes = {},
  teams = {},
  muteTimings = {},
  policies = true,
}: AlertingConfig): Settings['alerting'] {
  return { receivers, routes, teams, muteTimings, policies };
}

/**
 * Reports receivers without a required key and names that match no receiver. `above` is the path to the keys, empty for
 * the configuration itself.
 */
export function alertingProblems(
  config: AlertingConfig,
  locate: Locate,
  severities: ReadonlySet<string> | undefined,
  above: readonly string[] = [],
): Diagnostic[] {
  const place = (...path: readonly string[]) => ({
    at: locate([...above, ...path]),
    name: [...above, ...path].join('.'),
  });
  return [...slackProblems(config, place), ...routeProblems(config, severities, place)];
}

type Placed = (...path: readonly string[]) => { readonly at: Position; readonly name: string };

function slackProblems({ receivers = {} }: AlertingConfig, place: Placed): Diagnostic[] {
  return Object.entries(receivers).flatMap(([name, receiver]): Diagnostic[] => {
    const complete =
      receiver.type !== 'slack' ||
      'settings' in receiver ||
      'url' in receiver ||
      ('token' in receiver && receiver.channel !== undefined);
    if (complete) return [];
    const { at, name: key } = place('receivers', name);
    return [
      {
        severity: 'error',
        id: 'config/slack',
        message: `${key} has neither a url nor a token with a channel, so Grafana would refuse to start.`,
        hint: 'Give it the url of an incoming webhook, or a bot token and a channel.',
        at,
      },
    ];
  });
}

function routeProblems(
  { receivers = {}, routes = {}, teams = {} }: AlertingConfig,
  severities: ReadonlySet<string> | undefined,
  place: Placed,
): Diagnostic[] {
  const known = Object.keys(receivers);
  const all: [string[], Routes][] = [
    [['routes'], routes],
    ...Object.entries(teams).map(([team, own]): [string[], Routes] => [['teams', team], own]),
  ];
  return all.flatMap(([path, own]) =>
    Object.entries(own).flatMap(([severity, names]) => {
      const { at, name: key } = place(...path, severity);
      const unknown = names
        .filter((name) => !Object.hasOwn(receivers, name))
        .map((name): Diagnostic => ({
          severity: 'error',
          id: 'config/receiver',
          message: `${key} names the receiver "${name}", which is not configured, so Grafana would refuse to start.`,
          hint: `Add it under receivers, or name one of: ${known.join(', ') || 'none'}.${didYouMean(name, known)}`,
          at,
        }));
      if (severities === undefined || severities.has(severity)) return unknown;
      return [
        ...unknown,
        {
          severity: 'error',
          id: 'config/severity',
          message: `${key} names the severity "${severity}", which no rule of the packs has, so this route would never be used.`,
          hint: `Severities are: ${[...severities].join(', ')}.${didYouMean(severity, severities)}`,
          at,
        },
      ];
    }),
  );
}
