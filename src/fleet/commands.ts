import type { Command } from 'commander';

import { serviceCommands } from './services/commands/index.ts';
import { simulateCommand } from './simulator/command.ts';

/** The fleet's verbs: `pf-grafana fleet simulate`, and its services. */
export function commands(): Command[] {
  return [simulateCommand(), ...serviceCommands()];
}
