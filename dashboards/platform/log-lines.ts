import type { RowSpec } from '../../src/define/definitions.ts';
import { units } from '../../src/fleet/panels/units.ts';
import { logs } from '../../src/fleet/queries/logs.ts';
import { platform } from '../../src/fleet/queries/platform.ts';
import { logSeries } from '../../src/panels/targets.ts';
import { stackedBars } from '../../src/panels/time-series.ts';
import { orNoAnswer } from '../../src/panels/values.ts';

/** Which services log, and which log warnings and errors. */
export function logLines(): RowSpec {
  return {
    key: 'platform-logs',
    title: 'Who is silent, who complains?',
    panels: [
      {
        key: 'platform-log-lines',
        width: 12,
        height: 8,
        panel: stackedBars(
          'Log lines by service',
          'Lines per step by service, stacked because they add up to all lines. A colour that ends is a service that fell silent or whose lines are no longer shipped.',
        )
          .unit(units.count)
          .min(0)
          .withTarget(logSeries(platform.linesByService(), '{{service_name}}')),
      },
      {
        key: 'platform-problems',
        width: 12,
        height: 8,
        panel: stackedBars(
          'Warnings and errors by service',
          'Lines of level warn and error per step by service. Start with the service whose bars begin first: later problems are often only consequences.',
        )
          .unit(units.count)
          .min(0)
          .noValue(orNoAnswer('no warnings or errors'))
          .withTarget(logSeries(logs.problems(), '{{service_name}} {{level}}')),
      },
    ],
  };
}
