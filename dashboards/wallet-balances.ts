import { DashboardBuilder, DashboardCursorSync } from '@grafana/grafana-foundation-sdk/dashboard';

import { defineDashboard } from '../src/fleet/define.ts';
import { eventAnnotations } from '../src/fleet/panels/annotations.ts';
import { sayingChoices } from '../src/fleet/panels/choices.ts';
import { dashboardLinks, menuTags } from '../src/fleet/panels/links.ts';
import { agentVariable, topNVariable } from '../src/fleet/panels/variables.ts';
import { agentId } from '../src/fleet/queries/variables.ts';
import { uid } from '../src/define/settings.ts';
import { attention } from './wallet-balances/attention.ts';
import { composition } from './wallet-balances/composition.ts';
import { flows } from './wallet-balances/flows.ts';
import { status } from './wallet-balances/status.ts';
import { trends } from './wallet-balances/trends.ts';

/**
 * Which agents can still trade, and where the money is. The treasury team opens it when a balance alert fires, and
 * before a top-up.
 */
export const walletBalances = defineDashboard((settings) => ({
  uid: uid(settings, 'wallet-balances'),
  dashboard: new DashboardBuilder('Wallet Balances')
    .description(
      'Live balances of all agents: which agents run out of USDC, the value of the wallets by coin, and deposits and withdrawals.',
    )
    .tags(menuTags('live', 'agents', 'wallets'))
    .timezone('utc')
    .time({ from: 'now-24h', to: 'now' })
    .refresh('30s')
    .tooltip(DashboardCursorSync.Crosshair)
    .links(dashboardLinks(settings, 'live'))
    .variables([agentVariable(), topNVariable()])
    .annotations(
      eventAnnotations({ agents: agentId, types: ['deposit', 'withdrawal', 'wallet_topup'], enabled: true }),
    ),
  rows: sayingChoices(
    [agentId],
    [status(settings), attention(settings), composition(settings), trends(settings), flows()],
  ),
}));
