import type { RowSpec } from '../../src/define/definitions.ts';
import { units } from '../../src/fleet/panels/units.ts';
import { escrow } from '../../src/fleet/queries/escrow.ts';
import { margin } from '../../src/fleet/queries/margin.ts';
import { treasury } from '../../src/fleet/queries/treasury.ts';
import { agentId } from '../../src/fleet/queries/variables.ts';
import { wallet } from '../../src/fleet/queries/wallet.ts';
import type { FleetSettings } from '../../src/fleet/settings.ts';
import { percent } from '../../src/define/settings.ts';
import { instant, rows } from '../../src/panels/targets.ts';
import { table } from '../../src/panels/tables.ts';
import { highIsBad, neutral, signed } from '../../src/panels/thresholds.ts';
import { orNoAnswer, sideBySide } from '../../src/panels/values.ts';

const agents = { agent_id: agentId };
/** Seconds: three runs of a job that runs every five minutes by default, and an hour. */
const RATE_AGE = { warn: 900, critical: 3600 };

/** A withdrawal is unusual from this multiple of the agent's average. */
const UNUSUAL_TIMES = 3;

/** Where the money is, and its value. */
export function treasuryMoney({ thresholds }: FleetSettings): RowSpec {
  const unusual = { times: UNUSUAL_TIMES, part: thresholds.withdrawalRatio, usdc: thresholds.withdrawalUsdc };
  return {
    key: 'treasury-money',
    title: 'Where is the money?',
    panels: [
      {
        key: 'treasury-uses',
        width: 24,
        height: 4,
        panel: sideBySide(
          'Free, locked and margin',
          'Of the selected agents, live, USDC: value of all wallets, the USDC in them that can trade at once, the USDC locked in open escrow contracts, and the margin of open positions. The margin is an assumption about the API, because no document shows this field: without a source it is missing, not 0. If little is free while much is locked, settle contracts before topping up.',
        )
          .unit(units.usdc)
          .decimals(1)
          .thresholds(neutral())
          .withTarget(instant(wallet.value(agents), 'All wallets'))
          .withTarget(instant(wallet.freeUsdc(agents), 'Free USDC'))
          .withTarget(instant(escrow.locked(agents), 'Locked in escrow'))
          .withTarget(instant(margin.used(agents), 'Margin (assumed)')),
      },
      {
        key: 'treasury-rates',
        width: 10,
        height: 7,
        panel: table(
          'FX rates and their age',
          'The newest rate of each currency at the end of the range, USDC per unit, from fx_rates: its change in the 24 hours before, when it was written, and how long ago. The job writes every 5 minutes unless configured otherwise. With an old rate every wallet is valued wrongly: check the job, then the API.',
          [
            { field: 'currency', title: 'Currency', width: 105 },
            { field: 'rate', title: 'USDC', unit: units.count, decimals: 4, width: 96 },
            { field: 'change', title: '24 h', unit: units.fraction, decimals: 2, cell: signed() },
            { field: 'ts', title: 'Written', unit: units.time },
            { field: 'age', title: 'Age', unit: units.seconds, decimals: 0, width: 72, cell: highIsBad(RATE_AGE) },
          ],
        )
          .noValue(orNoAnswer('no rates for a week'))
          .withTarget(rows(treasury.rates())),
      },
      {
        key: 'treasury-withdrawals',
        width: 14,
        height: 7,
        panel: table(
          'Unusual withdrawals',
          `Withdrawals of the range of ${unusual.usdc} USDC or more, at the rate of that time, that do not fit the agent's own history: ${unusual.times} times or more its average withdrawal in the 30 days before; for an agent without withdrawals in these days, ${percent(unusual.part)} % or more of its holdings of the coin. Largest first, 200 at most. Red from ten times: ask the owner before the next withdrawal is made.`,
          [
            { field: 'ts', title: 'Time', unit: units.time },
            { field: 'agent_id', title: 'Agent', width: 110 },
            { field: 'currency', title: 'Coin', width: 75 },
            { field: 'usdc', title: 'USDC', unit: units.count, decimals: 2 },
            { field: 'usual', title: 'Usual', unit: units.count, decimals: 2 },
            {
              field: 'times',
              title: 'Times',
              unit: units.none,
              decimals: 1,
              width: 75,
              cell: highIsBad({ warn: UNUSUAL_TIMES, critical: 10 }),
            },
            { field: 'part', title: 'Of balance', unit: units.fraction, decimals: 0 },
            { field: 'tx_hash', title: 'Transaction', hidden: true },
          ],
        )
          .noValue(orNoAnswer('no unusual withdrawals in the range'))
          .withTarget(rows(treasury.withdrawals(agents, unusual))),
      },
    ],
  };
}
