import type { Command } from 'commander';

import { exporterCommand } from './exporter.ts';
import { mockCommand } from './mock.ts';

/** The commands of the fleet's services; each loads what it needs only when it runs. */
export function serviceCommands(): Command[] {
  return [exporterCommand(), mockCommand()];
}
