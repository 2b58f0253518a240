import { mockPlatform } from './mock-platform.ts';
import type { PlatformOrder, PlatformReply, PlatformSetup } from './platform-process.ts';

/** A program: the mock platform by itself, so that it has a core of its own; who started it moves its clock and orders its faults. */
const setup = JSON.parse(process.argv[2] ?? '{}') as PlatformSetup;
const platform = await mockPlatform(setup);
const reply = (message: PlatformReply): void => void process.send?.(message);
process.on('message', ({ now, faults }: PlatformOrder) => {
  if (now !== undefined) platform.clock.now = now;
  if (faults !== undefined) platform.mock.faults = faults;
  platform.fleet.catchUp();
  reply({ url: platform.url });
});
process.on('disconnect', () => process.exit());
reply({ url: platform.url });
