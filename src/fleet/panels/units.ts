import { units as grafanaUnits } from '../../panels/units.ts';
import type { postgresTables } from '../catalog/postgres.ts';

/** Units of the fleet's figures as Grafana's `unit` field spells them; 279,712.4 USDC reads 279.7K USDC. */
export const units = { ...grafanaUnits, usdc: 'count:USDC' } as const;

/** A coin that wallets hold. */
export type Currency = (typeof postgresTables)['wallet_events']['columns']['currency']['oneOf'][number];

/**
 * How amounts of a coin are shown. XMR and ETH have 12 and 18 digits; those after the sixth are worth less than a cent.
 */
export const nativeAmounts: Readonly<Record<Currency, { readonly unit: string; readonly decimals: number }>> = {
  USDC: { unit: units.usdc, decimals: 2 },
  BTC: { unit: 'suffix:BTC', decimals: 8 },
  XMR: { unit: 'suffix:XMR', decimals: 6 },
  ETH: { unit: 'suffix:ETH', decimals: 6 },
};
