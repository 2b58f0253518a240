import type { Command } from 'commander';

import { withExamples } from './command-examples.ts';
import { serviceCommands } from './services/commands/index.ts';
import { simulateCommand } from './simulator/command.ts';

/** Returns the commands of `pf-grafana fleet`: the simulator and the services. */
export function commands(): Command[] {
  return withExamples([simulateCommand(), ...serviceCommands()]);
}
