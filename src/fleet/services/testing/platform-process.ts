import { fork } from 'node:child_process';

import { bundled } from '../../../test/stores/bundled.ts';
import type { SimulationOptions } from '../../simulator/options.ts';
import type { Faults } from '../mock/faults.ts';
import { endProcess } from '../../../test/stores/end-process.ts';

/** What such a platform is made of. */
export interface PlatformSetup {
  readonly simulation: Partial<SimulationOptions>;
}

/** The settings of a running platform. */
export interface PlatformOrder {
  /** Time of its clock, Unix milliseconds. */
  readonly now?: number;
  readonly faults?: Faults;
}

/** What it says when it is ready, and when it has done an order. */
export interface PlatformReply {
  readonly url: string;
}

/** A mock platform in a process of its own, over a clock that the test moves: polling it costs the test no time of its own core. */
export async function platformProcess(setup: PlatformSetup) {
  const child = fork(await bundled('src/fleet/services/testing/clocked-platform.ts'), [JSON.stringify(setup)], {
    execArgv: ['--enable-source-maps'],
  });
  const ended = new Promise<never>((_resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The platform ended with ${String(code)}.`)));
  });
  // Told to whoever waits for a reply; at the end nobody does.
  ended.catch(() => undefined);
  const reply = (): Promise<PlatformReply> =>
    Promise.race([ended, new Promise<PlatformReply>((resolve) => child.once('message', resolve))]);
  const { url } = await reply();
  return {
    url,
    /** Resolves when the platform has done it. */
    order: async (order: PlatformOrder): Promise<void> => {
      const done = reply();
      child.send(order);
      await done;
    },
    stop: (): Promise<void> => endProcess(child),
  };
}
