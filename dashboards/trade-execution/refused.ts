import type { RowSpec } from '../../src/define/definitions.ts';
import { table } from '../../src/panels/tables.ts';
import { rows } from '../../src/panels/targets.ts';
import { orNoAnswer } from '../../src/panels/values.ts';
import { units } from '../../src/fleet/panels/units.ts';
import { pipeline } from '../../src/fleet/queries/pipeline.ts';

/** Messages that could not be stored as trade events, with the reason. */
export function refused(): RowSpec {
  return {
    key: 'refused',
    title: 'Which messages were refused?',
    collapsed: true,
    panels: [
      {
        key: 'refused-messages',
        width: 24,
        height: 9,
        panel: table(
          'Refused messages',
          'The newest 100 messages of the range that could not be stored as trade events, with the reason and the first 500 characters. Partition and offset find the message in Kafka: fix the sender, then replay from there.',
          [
            { field: 'at', title: 'Time', unit: units.time, width: 160 },
            { field: 'topic', title: 'Topic', width: 140 },
            { field: 'partition', title: 'Partition', unit: units.none, width: 80 },
            { field: 'offset', title: 'Offset', unit: units.none, width: 100 },
            { field: 'error', title: 'Reason' },
            { field: 'message', title: 'Message' },
          ],
        )
          .noValue(orNoAnswer('no dead letters'))
          .withTarget(rows(pipeline.recentDeadLetters())),
      },
    ],
  };
}
