import type { postgresTables } from '../fleet/catalog/postgres.ts';

/** Units as Grafana's `unit` field spells them; `suffix:` puts a space before the word. */
export const units = {
  usdc: 'suffix:USDC',
  bps: 'suffix:bps',
  /** A fraction shown as percent: 0.15 reads 15 %. */
  fraction: 'percentunit',
  /** Already percent. */
  percent: 'percent',
  milliseconds: 'ms',
  seconds: 's',
  hours: 'h',
  /** With separators of thousands: 12,345, where `short` would say 12.3 K. */
  count: 'locale',
  none: 'none',
  perSecond: 'ops',
  requestsPerSecond: 'reqps',
  time: 'dateTimeAsIso',
} as const;

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
