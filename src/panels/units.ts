/** Units as Grafana's `unit` field spells them; `suffix:` puts a space before a word of your own. */
export const units = {
  bps: 'suffix:bps',
  /** A fraction shown as percent: 0.15 reads 15 %. */
  fraction: 'percentunit',
  /** Already percent. */
  percent: 'percent',
  milliseconds: 'ms',
  seconds: 's',
  hours: 'h',
  /** With thousands separators: 12,345, where `short` would show 12.3 K. */
  count: 'locale',
  none: 'none',
  perSecond: 'ops',
  requestsPerSecond: 'reqps',
  time: 'dateTimeAsIso',
  /** A time shown as its date. */
  day: 'time:YYYY-MM-DD',
} as const;
