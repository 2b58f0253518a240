import { DashboardBuilder, DashboardCursorSync } from '@grafana/grafana-foundation-sdk/dashboard';

import { uid } from '../src/define/settings.ts';
import { defineDashboard } from '../src/fleet/define.ts';
import { eventAnnotations } from '../src/fleet/panels/annotations.ts';
import { sayingChoices } from '../src/fleet/panels/choices.ts';
import { dashboardLinks, menuTags } from '../src/fleet/panels/links.ts';
import { agentVariable } from '../src/fleet/panels/variables.ts';
import { agentId } from '../src/fleet/queries/variables.ts';
import { treasuryMoney } from './treasury/money.ts';
import { treasuryProofs } from './treasury/proofs.ts';

/** Where money is locked, whether rates can be trusted, unusual withdrawals, and whether wallet and ledger agree. */
export const treasury = defineDashboard((settings) => ({
  uid: uid(settings, 'treasury'),
  dashboard: new DashboardBuilder('Treasury')
    .description(
      'Free, locked and margin money of the fleet, the rates it is valued at and their age, unusual withdrawals, and the difference between wallet and ledger per agent and currency.',
    )
    .tags(menuTags('by day', 'wallets', 'treasury'))
    .timezone('utc')
    .time({ from: 'now-30d', to: 'now' })
    .refresh('1m')
    .tooltip(DashboardCursorSync.Crosshair)
    .links(dashboardLinks(settings, 'by day'))
    .variables([agentVariable()])
    .annotations(
      eventAnnotations({ agents: agentId, types: ['deposit', 'withdrawal', 'wallet_topup'], enabled: false }),
    ),
  rows: sayingChoices([agentId], [treasuryMoney(settings), treasuryProofs(settings)]),
}));
