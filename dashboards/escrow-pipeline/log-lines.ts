import type { RowSpec } from '../../src/define/definitions.ts';
import { logs as logsPanel } from '../../src/panels/lists.ts';
import { logLines, logSeries } from '../../src/panels/targets.ts';
import { bars, namesOnly, timeseries } from '../../src/panels/time-series.ts';
import { units } from '../../src/fleet/panels/units.ts';
import { logs } from '../../src/fleet/queries/logs.ts';

/** The logs of the services: rates first, then the lines. */
export function logLinesOfEscrow(): RowSpec {
  return {
    key: 'escrow-logs',
    title: 'Lifecycle logs',
    collapsed: true,
    panels: [
      {
        key: 'escrow-log-events',
        width: 16,
        height: 8,
        panel: bars(
          'Lifecycle events and problems',
          'Log lines per step: each lifecycle event of the selected payers and payees, and the lines of level error or warn of any service. A line is one delivery, so a redelivery counts twice; for the number of contracts see the panels above. If a service warns while settlements stop, open its lines.',
        )
          .unit(units.count)
          .min(0)
          .legend(namesOnly())
          .withTarget(logSeries(logs.escrowEvents(), '{{event}}'))
          .withTarget(logSeries(logs.problems(), '{{service_name}} {{level}}')),
      },
      {
        key: 'escrow-log-settle',
        width: 8,
        height: 8,
        panel: timeseries(
          'Time to settlement p95, from logs',
          '95th percentile of settle_seconds of the settlement lines of the last hour, per environment: current values, while the panels from the book show whole days. Of the selected payers and payees.',
        )
          .unit(units.seconds)
          .decimals(1)
          .min(0)
          .spanNulls(true)
          .withTarget(logSeries(logs.escrowSettleQuantile(0.95), 'p95 {{env}}')),
      },
      {
        key: 'escrow-lifecycle-logs',
        width: 24,
        height: 12,
        panel: logsPanel(
          'Lifecycle lines',
          'Escrow events of the selected payers and payees: event, contract, payer, payee and amount, the newest 200. Open a line for its fields; paste its escrow_id above for the history of the contract.',
        ).withTarget(logLines(logs.escrowLifecycle())),
      },
    ],
  };
}
