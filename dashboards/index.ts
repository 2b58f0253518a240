import { agentDrilldown } from './agent-drilldown.ts';
import { agentFleet } from './agent-fleet-v1.ts';
import { agentPnl } from './agent-pnl.ts';
import { clickhouseAnalytics } from './clickhouse-analytics.ts';
import { compliance } from './compliance.ts';
import { definitions } from './definitions.ts';
import { escrowPipeline } from './escrow-pipeline.ts';
import { leaderboard } from './leaderboard.ts';
import { platform } from './platform.ts';
import { revenue } from './revenue.ts';
import { tradeExecution } from './trade-execution.ts';
import { treasury } from './treasury.ts';
import { walletBalances } from './wallet-balances.ts';

/** Every dashboard of the fleet. Add a new one here. */
export const dashboards = [
  agentFleet,
  agentPnl,
  tradeExecution,
  walletBalances,
  escrowPipeline,
  clickhouseAnalytics,
  revenue,
  agentDrilldown,
  leaderboard,
  platform,
  treasury,
  compliance,
  definitions,
];
