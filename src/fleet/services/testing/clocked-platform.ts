import { mockPlatform } from './mock-platform.ts';
import type { PlatformOrder, PlatformReply, PlatformSetup } from './platform-process.ts';

/** A program that runs the mock platform in its own process; the parent process sets its clock and its faults. */
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
