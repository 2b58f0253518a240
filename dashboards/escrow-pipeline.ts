import { DashboardBuilder, DashboardCursorSync } from '@grafana/grafana-foundation-sdk/dashboard';

import { defineDashboard } from '../src/fleet/define.ts';
import { eventAnnotations } from '../src/fleet/panels/annotations.ts';
import { dashboardLinks, menuTags } from '../src/fleet/panels/links.ts';
import { columnVariable, textVariable } from '../src/panels/variables.ts';
import { escrowBook } from '../src/fleet/queries/escrow-book.ts';
import { escrowId, payee, payer } from '../src/fleet/queries/variables.ts';
import { uid } from '../src/define/settings.ts';
import { action } from './escrow-pipeline/action.ts';
import { contract } from './escrow-pipeline/contract.ts';
import { logLinesOfEscrow } from './escrow-pipeline/log-lines.ts';
import { money } from './escrow-pipeline/money.ts';
import { status } from './escrow-pipeline/status.ts';
import { throughput } from './escrow-pipeline/throughput.ts';
import { trading } from './escrow-pipeline/trading.ts';

/**
 * Escrow contracts from creation to settlement. Open it when a contract is about to expire or an agent's money seems to
 * be missing.
 */
export const escrowPipeline = defineDashboard((settings) => ({
  uid: uid(settings, 'escrow-pipeline'),
  dashboard: new DashboardBuilder('Escrow Pipeline')
    .description(
      'Agent-to-agent escrow contracts: what is in flight, what expires, how fast and how often they settle, who trades with whom, and the history of a single contract.',
    )
    .tags(menuTags('by day', 'escrow'))
    .timezone('utc')
    .time({ from: 'now-30d', to: 'now' })
    .refresh('1m')
    .tooltip(DashboardCursorSync.Crosshair)
    .links(dashboardLinks(settings, 'by day'))
    .variables([
      columnVariable(payer, 'Payer', 'Show only contracts paid by these agents.', escrowBook.payers()),
      columnVariable(
        payee,
        'Payee',
        'Show only contracts paid to these agents. The list has the agents with a contract from a selected payer.',
        escrowBook.payees(),
      ),
      textVariable(
        escrowId,
        'Contract',
        'Id of the contract whose history is shown: paste it, or click it in a table.',
      ),
    ])
    .annotations(eventAnnotations({ types: ['escrow_settled'], enabled: false })),
  rows: [
    status(settings),
    action(settings),
    throughput(settings),
    money(),
    trading(settings),
    contract(settings),
    logLinesOfEscrow(),
  ],
}));
