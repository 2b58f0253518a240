import type { Command } from 'commander';

import { fleetCommand } from './services/commands/index.ts';
import { simulateCommand } from './simulator/command.ts';

/** The fleet's own commands, beside the tool's. */
export function commands(): Command[] {
  return [simulateCommand(), fleetCommand()];
}
