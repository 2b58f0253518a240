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
  count: 'short',
  none: 'none',
  perSecond: 'ops',
  requestsPerSecond: 'reqps',
  time: 'dateTimeAsIso',
} as const;
