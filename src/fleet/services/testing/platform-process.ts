import { fork } from 'node:child_process';

import { bundled } from '../../../test/stores/bundled.ts';
import type { SimulationOptions } from '../../simulator/options.ts';
import type { Faults } from '../mock/faults.ts';
import { endProcess } from '../../../test/stores/end-process.ts';

/** Options of a platform process. */
export interface PlatformSetup {
  readonly simulation: Partial<SimulationOptions>;
}

/** New settings for a running platform. */
export interface PlatformOrder {
  /** Time of its clock, Unix milliseconds. */
  readonly now?: number;
  readonly faults?: Faults;
}

/** Message from the platform when it is ready, and when it has applied an order. */
export interface PlatformReply {
  readonly url: string;
}

/** Starts a mock platform in its own process, so that it does not use the test's CPU; the test sets its clock. */
export async function platformProcess(setup: PlatformSetup) {
  const child = fork(await bundled('src/fleet/services/testing/clocked-platform.ts'), [JSON.stringify(setup)], {
    execArgv: ['--enable-source-maps'],
  });
  const ended = new Promise<never>((_resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The platform ended with ${String(code)}.`)));
  });
  // A pending reply reports the exit; when the test ends, no reply is pending.
  ended.catch(() => undefined);
  const reply = (): Promise<PlatformReply> =>
    Promise.race([ended, new Promise<PlatformReply>((resolve) => child.once('message', resolve))]);
  const { url } = await reply();
  return {
    url,
    /** Resolves when the platform has applied the settings. */
    order: async (order: PlatformOrder): Promise<void> => {
      const done = reply();
      child.send(order);
      await done;
    },
    stop: (): Promise<void> => endProcess(child),
  };
}
