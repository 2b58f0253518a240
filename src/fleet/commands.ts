import type { Command } from 'commander';

import { withExamples } from './command-examples.ts';
import { serviceCommands } from './services/commands/index.ts';
import { simulateCommand } from './simulator/command.ts';

/** The fleet's verbs: `pf-grafana fleet simulate`, and its services. */
export function commands(): Command[] {
  return withExamples([simulateCommand(), ...serviceCommands()]);
}
