import type { RowSpec } from '../../src/define/definitions.ts';
import { dashboardUrl } from '../../src/fleet/panels/links.ts';
import { link } from '../../src/panels/links.ts';
import { highIsBad, lowIsBad } from '../../src/panels/thresholds.ts';
import { instant } from '../../src/panels/targets.ts';
import { units } from '../../src/fleet/panels/units.ts';
import { agentBars } from '../../src/fleet/panels/agent-bars.ts';
import { notExported, orNoAnswer } from '../../src/panels/values.ts';
import { escrow } from '../../src/fleet/queries/escrow.ts';
import { execution } from '../../src/fleet/queries/execution.ts';
import { health } from '../../src/fleet/queries/health.ts';
import { wallet } from '../../src/fleet/queries/wallet.ts';
import { agentId } from '../../src/fleet/queries/variables.ts';
import type { FleetSettings } from '../../src/fleet/settings.ts';

const agents = { agent_id: agentId };
const LEGEND = '{{agent_id}}';

/** Which agents need attention: the worst five for each kind of problem. */
export function attention(settings: FleetSettings): RowSpec {
  const { thresholds } = settings;
  const drilldown = link(
    'Drilldown of this agent',
    dashboardUrl(settings, 'agent-drilldown', { agent_id: '${__field.labels.agent_id}' }),
  );
  return {
    key: 'attention',
    title: 'Who needs attention?',
    panels: [
      {
        key: 'attention-balances',
        width: 6,
        height: 6,
        panel: agentBars(
          'Lowest balances',
          `The five agents with the least USDC. Below ${thresholds.walletUsdc.critical} USDC an agent cannot fund its trades and the alert fires: top it up.`,
        )
          .unit(units.usdc)
          .decimals(2)
          .min(0)
          .thresholds(lowIsBad(thresholds.walletUsdc))
          .dataLinks([drilldown])
          .withTarget(instant(wallet.lowestUsdc(5, agents), LEGEND)),
      },
      {
        key: 'attention-escrows',
        width: 6,
        height: 6,
        panel: agentBars(
          'Next escrow expiries',
          'Time until the next open escrow contract of an agent expires; the five agents with the least time left. At the timeout the funds go back to the payer.',
        )
          .unit(units.seconds)
          .decimals(0)
          .min(0)
          .thresholds(lowIsBad(thresholds.escrowExpirySeconds))
          .dataLinks([drilldown])
          .noValue(orNoAnswer('no open contracts'))
          .withTarget(instant(escrow.expiringFirst(5, agents), LEGEND)),
      },
      {
        key: 'attention-rejects',
        width: 6,
        height: 6,
        panel: agentBars(
          'Highest reject rates',
          'Rejected orders divided by orders sent in 10 minutes, the five worst agents. Look up the error codes before retrying.',
        )
          .unit(units.fraction)
          .decimals(1)
          .min(0)
          .max(1)
          .thresholds(highIsBad(thresholds.rejectRatio))
          .dataLinks([drilldown])
          .noValue(notExported('pf_order_rejects_total'))
          .withTarget(instant(execution.worstRejectRatio(5, agents), LEGEND)),
      },
      {
        key: 'attention-stale',
        width: 6,
        height: 6,
        panel: agentBars(
          'Stalest agents',
          'Time since the last complete poll, the five oldest. The alerts of a dead agent resolve themselves, so it shows only here.',
        )
          .unit(units.seconds)
          .decimals(0)
          .min(0)
          .thresholds(highIsBad(thresholds.dataAgeSeconds))
          .dataLinks([drilldown])
          .noValue(notExported('pf_exporter_last_success_timestamp_seconds'))
          .withTarget(instant(health.stalestAgents(5, agents), LEGEND)),
      },
    ],
  };
}
