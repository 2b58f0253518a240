import type { Column } from '../../src/panels/tables.ts';
import { signed } from '../../src/panels/thresholds.ts';

/** A column per kind of ledger entry, and the sum of the row; amounts in USDC. */
export const kindColumns: readonly Column[] = [
  { field: 'trade', title: 'Trading', decimals: 2 },
  { field: 'casino', title: 'Casino', decimals: 2 },
  { field: 'referral', title: 'Referral', decimals: 2 },
  { field: 'funding', title: 'Funding', decimals: 2 },
  { field: 'fee', title: 'Fees', decimals: 2 },
  { field: 'escrow_fee', title: 'Escrow', decimals: 2 },
  { field: 'net', title: 'Net', decimals: 2, cell: signed() },
];
