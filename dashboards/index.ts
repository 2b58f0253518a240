import { agentFleet } from './agent-fleet-v1.ts';
import { escrowPipeline } from './escrow-pipeline.ts';
import { leaderboard } from './leaderboard.ts';
import { walletBalances } from './wallet-balances.ts';

/** Every dashboard of the fleet. Add a new one here. */
export const dashboards = [agentFleet, leaderboard, walletBalances, escrowPipeline];
