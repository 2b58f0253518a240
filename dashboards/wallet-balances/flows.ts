import type { RowSpec } from '../../src/define/definitions.ts';
import { series } from '../../src/panels/targets.ts';
import { bars } from '../../src/panels/time-series.ts';
import { orNoAnswer } from '../../src/panels/values.ts';
import { units } from '../../src/fleet/panels/units.ts';
import { wallet } from '../../src/fleet/queries/wallet.ts';
import { agentId } from '../../src/fleet/queries/variables.ts';

const agents = { agent_id: agentId };
/** A shorter interval would make bars thinner than a pixel, and mostly empty. */
const NARROWEST_BAR = '1h';

/** Whether wallets grow by faucet claims, by deposits or by trading. */
export function flows(): RowSpec {
  return {
    key: 'wallet-flows',
    title: 'What came in, what went out?',
    panels: [
      {
        key: 'wallet-net-flows',
        width: 12,
        height: 8,
        panel: bars(
          'Deposits and withdrawals',
          'Money that entered (up) and left (down) the wallets of the selected agents per bar, in USDC at the rate of that time. Flows are not P&L: subtract them from the change of the wallet value to see the effect of trading and rates. The book of record is wallet_events.',
        )
          .unit(units.usdc)
          .decimals(1)
          .interval(NARROWEST_BAR)
          .noValue(orNoAnswer('no flows in the range'))
          .withTarget(series(wallet.deposits('$__interval', agents), 'Deposits'))
          .withTarget(series(wallet.withdrawals('$__interval', agents), 'Withdrawals')),
      },
      {
        key: 'wallet-faucet',
        width: 12,
        height: 8,
        panel: bars(
          'Faucet claims',
          'Claims of free USDC by the selected agents per bar. An agent that lives on claims earns nothing: check its P&L before topping it up.',
        )
          .unit(units.count)
          .min(0)
          .interval(NARROWEST_BAR)
          .noValue(orNoAnswer('no claims in the range'))
          .withTarget(series(wallet.faucetClaims('$__interval', agents), 'Claims')),
      },
    ],
  };
}
