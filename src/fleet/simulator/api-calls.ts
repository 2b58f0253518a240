import { type ApiRoute, apiErrors, apiRouteNames, apiRoutes } from './facts.ts';
import { type Agent, type Fleet, isLive } from './fleet.ts';
import { DAY, HOUR, MINUTE } from './options.ts';
import { createRandom } from './random.ts';

const ERRORS = 0.008;
const ERRORS_IN_AN_INCIDENT = 0.2;
const INCIDENT = 30 * MINUTE;

/** Reports one call to the Purple Flea APIs. */
export function callApi(fleet: Fleet, agent: Agent, endpoint: string, status: string, seconds: number): void {
  fleet.emit({ kind: 'api_call', at: fleet.timeline.now, agentId: agent.id, endpoint, status, seconds });
}

/**
 * Every agent calls one route per minute. One route fails for a while each day, and the casino's route in the last 15
 * minutes.
 */
export function startApiCalls(fleet: Fleet): void {
  const random = createRandom(fleet.options.seed, 'api');
  let incident: { readonly route: ApiRoute; readonly from: number } = {
    route: random.pick(apiRouteNames),
    from: fleet.start + random.between(1, 20) * HOUR,
  };
  const minute = (): void => {
    const { now } = fleet.timeline;
    if (now > incident.from + INCIDENT) incident = { route: random.pick(apiRouteNames), from: incident.from + DAY };
    for (const agent of fleet.agents) {
      if (!isLive(agent, now)) continue;
      const route = random.pick(apiRouteNames);
      const isFailing =
        (route === incident.route && now >= incident.from) ||
        (route === '/v1/casino/bets' && now > fleet.end - 15 * MINUTE);
      const isError = random.chance(isFailing ? ERRORS_IN_AN_INCIDENT : ERRORS);
      const seconds = Math.exp(random.normal(Math.log(apiRoutes[route]), 0.6)) * (isFailing ? 4 : 1);
      callApi(fleet, agent, route, isError ? (isFailing ? '503' : random.pick(apiErrors)) : '200', seconds);
    }
    fleet.timeline.after(MINUTE, minute);
  };
  fleet.timeline.after(MINUTE, minute);
}
