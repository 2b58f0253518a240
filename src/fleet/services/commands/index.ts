import type { Command } from 'commander';

import { analyticsCommand } from './analytics.ts';
import { annotateCommand } from './annotate.ts';
import { bookCommand } from './book.ts';
import { exporterCommand } from './exporter.ts';
import { mockCommand } from './mock.ts';
import { backfillCommand, replayCommand } from './replay.ts';
import { sinkCommand } from './sink.ts';
import { webhookCommand } from './webhook.ts';

/** Commands of the services that feed the stores behind the dashboards. Each loads its libraries when it runs. */
export function serviceCommands(): Command[] {
  return [
    exporterCommand(),
    mockCommand(),
    annotateCommand(),
    webhookCommand(),
    sinkCommand(),
    bookCommand(),
    replayCommand(),
    backfillCommand(),
    analyticsCommand(),
  ];
}
