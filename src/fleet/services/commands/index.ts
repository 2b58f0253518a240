import type { Command } from 'commander';

import { analyticsCommand } from './analytics.ts';
import { annotateCommand } from './annotate.ts';
import { bookCommand } from './book.ts';
import { exporterCommand } from './exporter.ts';
import { mockCommand } from './mock.ts';
import { backfillCommand, replayCommand } from './replay.ts';
import { sinkCommand } from './sink.ts';
import { webhookCommand } from './webhook.ts';

/** The fleet's services: what feeds the stores that its dashboards read. Each loads what it needs when it runs. */
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
