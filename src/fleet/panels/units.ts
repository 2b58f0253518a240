import { units as grafanaUnits } from '../../panels/units.ts';
import type { postgresTables } from '../catalog/postgres.ts';

/** Units of the fleet's figures in Grafana's notation; 279,712.4 USDC is shown as 279.7K USDC. */
export const units = { ...grafanaUnits, usdc: 'count:USDC' } as const;

/** A currency of the wallets. */
export type Currency = (typeof postgresTables)['wallet_events']['columns']['currency']['oneOf'][number];

/**
 * Unit and decimals of a coin. XMR and ETH have 12 and 18 decimals, but those after the sixth are worth less than a
 * cent.
 */
export const nativeAmounts: Readonly<Record<Currency, { readonly unit: string; readonly decimals: number }>> = {
  USDC: { unit: units.usdc, decimals: 2 },
  BTC: { unit: 'suffix:BTC', decimals: 8 },
  XMR: { unit: 'suffix:XMR', decimals: 6 },
  ETH: { unit: 'suffix:ETH', decimals: 6 },
};
