import { writeSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

import { type Disk, disk } from '../../emit/disk.ts';
import { buildPack, type Generation } from './pack.ts';

const [out = '', generation = '', reportAt = ''] = process.argv.slice(2);
let steps = 0;

/**
 * Counts the disk operations. At the given step it reports and continues slowly, so that the kill hits it while
 * working.
 */
function counted<Argument extends string[], Result>(
  work: (...of: Argument) => Promise<Result>,
): (...of: Argument) => Promise<Result> {
  return async (...of) => {
    steps += 1;
    if (steps === Number(reportAt)) writeSync(1, 'here\n');
    if (steps >= Number(reportAt)) await wait(2);
    return work(...of);
  };
}

const reporting: Disk = {
  makeFolder: counted(disk.makeFolder),
  writeFile: counted(disk.writeFile),
  rename: counted(disk.rename),
  removeFile: counted(disk.removeFile),
  removeFolder: counted(disk.removeFolder),
};
await buildPack(out, generation as Generation, { disk: reporting });
writeSync(1, `${steps} steps\n`);
