import { agentFleet } from './agent-fleet-v1.ts';
import { leaderboard } from './leaderboard.ts';
import { revenue } from './revenue.ts';

/** Every dashboard of the fleet. Add a new one here. */
export const dashboards = [agentFleet, leaderboard, revenue];
