import type { PackProject, Conflict } from '../define/pack.ts';
import type { Settings } from '../define/settings.ts';
import type { Routes } from './words.ts';

type Receivers = Settings['alerting']['receivers'];

/**
 * Critical alerts page and show in the channel, warnings show in the channel, notes go to the mailbox: whichever of
 * them there is. A receiver in Grafana's own words counts by its type; one of any other type gets what else would go
 * nowhere.
 */
export function defaultRoutes(receivers: Receivers, halt: string | undefined): Routes {
  const people = Object.entries(receivers).filter(([name]) => name !== halt);
  const names = (...types: readonly string[]) =>
    people.filter(([, { type }]) => types.includes(type)).map(([name]) => name);
  const others = people
    .filter(([, { type }]) => !['pagerduty', 'slack', 'webhook', 'email'].includes(type))
    .map(([name]) => name);
  const firstOf = (...kinds: readonly string[]) =>
    kinds.map((kind) => names(kind)).find((found) => found.length > 0) ?? others;
  const urgent = [...names('pagerduty', 'slack', 'webhook'), ...others];
  return {
    critical: urgent.length > 0 ? urgent : names('email'),
    warning: [...firstOf('slack', 'email', 'webhook', 'pagerduty')],
    info: firstOf('email', 'slack', 'webhook'),
  };
}

/** A receiver that is to halt agents and cannot. */
export function haltProblems(halt: string | undefined, { receivers }: PackProject): Conflict[] {
  if (halt === undefined || receivers[halt] === 'webhook') return [];
  return [
    {
      id: 'config/halt',
      paths: ['halt'],
      message: `halt names "${halt}", which is not a configured receiver of type webhook, so nothing would halt an agent.`,
      hint: 'Name a webhook under receivers. A project made with defineProject halts by a route for `action = halt` in its own `policies`.',
    },
  ];
}
