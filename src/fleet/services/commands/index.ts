import { Command } from 'commander';

import { analyticsCommand } from './analytics.ts';
import { annotateCommand } from './annotate.ts';
import { bookCommand } from './book.ts';
import { exporterCommand } from './exporter.ts';
import { mockCommand } from './mock.ts';
import { backfillCommand, replayCommand } from './replay.ts';
import { sinkCommand } from './sink.ts';
import { webhookCommand } from './webhook.ts';

/** `pf-grafana fleet`: the fleet's services; each verb loads what it needs only when it runs. */
export function fleetCommand(): Command {
  const fleet = new Command('fleet').description(
    "Run the fleet's services: what feeds the stores that its dashboards read",
  );
  const verbs = [
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
  for (const verb of verbs) {
    for (const below of verb.commands) below.exitOverride();
    fleet.addCommand(
      verb.exitOverride().showHelpAfterError(`Run \`pf-grafana fleet ${verb.name()} --help\` for its options.`),
    );
  }
  return fleet;
}
