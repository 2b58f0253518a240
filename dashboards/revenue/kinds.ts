import type { Column } from '../../src/panels/tables.ts';
import { units } from '../../src/panels/units.ts';
import { signed } from '../../src/panels/thresholds.ts';

/** A column per kind of ledger entry, and the sum of the row; amounts in USDC. */
export const kindColumns: readonly Column[] = [
  { field: 'trade', title: 'Trading', unit: units.count, decimals: 2 },
  { field: 'casino', title: 'Casino', unit: units.count, decimals: 2 },
  { field: 'referral', title: 'Referral', unit: units.count, decimals: 2 },
  { field: 'funding', title: 'Funding', unit: units.count, decimals: 2 },
  { field: 'fee', title: 'Fees', unit: units.count, decimals: 2 },
  { field: 'escrow_fee', title: 'Escrow', unit: units.count, decimals: 2 },
  { field: 'net', title: 'Net', unit: units.count, decimals: 2, cell: signed() },
];
