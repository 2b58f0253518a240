import type { Pool } from 'pg';

/** Stores the value of one unit of each currency at a given time. */
export async function storeRates(pool: Pool, rates: Readonly<Record<string, number>>, at: Date): Promise<void> {
  const rows = Object.entries({ USDC: 1, ...rates }).map(([currency, rate]) => ({ currency, rate }));
  await pool.query(
    `INSERT INTO fx_rates (currency, ts, usdc_per_unit)
     SELECT currency, $2, rate FROM jsonb_to_recordset($1) AS r(currency text, rate numeric) WHERE rate > 0
     ON CONFLICT (currency, ts) DO UPDATE SET usdc_per_unit = excluded.usdc_per_unit`,
    [JSON.stringify(rows), at],
  );
}
