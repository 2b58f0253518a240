import { DashboardBuilder, DashboardCursorSync } from '@grafana/grafana-foundation-sdk/dashboard';

import { defineDashboard } from '../src/fleet/define.ts';
import { eventAnnotations } from '../src/fleet/panels/annotations.ts';
import { sayingChoices } from '../src/fleet/panels/choices.ts';
import { dashboardLinks, menuTags } from '../src/fleet/panels/links.ts';
import {
  agentVariable,
  marketVariable,
  strategyVariable,
  tickerVariable,
  topNVariable,
} from '../src/fleet/panels/variables.ts';
import { agentId, strategy, market, ticker } from '../src/fleet/queries/variables.ts';
import { uid } from '../src/define/settings.ts';
import { api } from './trade-execution/api.ts';
import { costs } from './trade-execution/costs.ts';
import { events } from './trade-execution/events.ts';
import { latency } from './trade-execution/latency.ts';
import { orders } from './trade-execution/orders.ts';
import { refused } from './trade-execution/refused.ts';
import { slippage } from './trade-execution/slippage.ts';
import { status } from './trade-execution/status.ts';

/**
 * How orders are executed: latency, fills, rejects and slippage. Open it when the latency alert fires or an agent's
 * fills get worse.
 */
export const tradeExecution = defineDashboard((settings) => ({
  uid: uid(settings, 'trade-execution'),
  dashboard: new DashboardBuilder('Trade Execution')
    .description(
      'From submission to fill: is execution healthy, where is the time lost, which orders fail, and what does it cost? Latency and the API come from Prometheus, orders and slippage from ClickHouse.',
    )
    .tags(menuTags('live', 'trading', 'execution'))
    .timezone('utc')
    .time({ from: 'now-6h', to: 'now' })
    .refresh('30s')
    .tooltip(DashboardCursorSync.Crosshair)
    .links(dashboardLinks(settings, 'live'))
    .variables([agentVariable(), strategyVariable(), marketVariable(), tickerVariable(), topNVariable()])
    .annotations(eventAnnotations({ agents: agentId, types: ['strategy_switch', 'halt'], enabled: false })),
  rows: sayingChoices(
    [agentId, strategy, market, ticker],
    [
      status(settings),
      latency(settings),
      orders(settings),
      slippage(settings),
      costs(settings),
      api(settings),
      events(settings),
      refused(),
    ],
  ),
}));
