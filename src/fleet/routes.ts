import type { PackProject, Conflict } from '../define/pack.ts';
import type { Settings } from '../define/settings.ts';
import type { Routes } from './words.ts';

type Receivers = Settings['alerting']['receivers'];

/**
 * Default routes: critical alerts go to pagers, channels and webhooks, warnings to channels, and info to mailboxes, or
 * to the next suitable receivers. A receiver in Grafana's own format counts by its type. Receivers of any other type
 * get critical alerts, and alerts that would otherwise reach nobody.
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

/** Returns why the receiver named in `halt` could not halt an agent. */
export function haltProblems(halt: string | undefined, { receivers, hasPolicies }: PackProject): Conflict[] {
  if (halt === undefined) return [];
  const problem = (message: string, hint: string): Conflict[] => [
    { id: 'config/halt', paths: ['halt'], message, hint },
  ];
  const type = Object.hasOwn(receivers, halt) ? receivers[halt] : undefined;
  const webhooks = Object.keys(receivers).filter((name) => receivers[name] === 'webhook');
  if (type !== 'webhook')
    return problem(
      `halt names "${halt}", which is not a configured receiver of type webhook${type === undefined ? '' : ` but of type ${type}`}, so nothing would halt an agent.`,
      `Use a receiver of type webhook: ${webhooks.join(', ') || 'none yet under receivers'}.`,
    );
  return hasPolicies
    ? []
    : problem(
        `halt names "${halt}", but the project has neither routes nor policies, so no alert would reach it.`,
        'Add routes or policies to the project. If the policy tree of the org is kept elsewhere, remove halt and route `action = halt` in that tree.',
      );
}
