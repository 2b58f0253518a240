#!/usr/bin/env node
import type { main as Main } from './cli.ts';
import type { sayUnchanged as SayUnchanged } from './commands/build/unchanged.ts';
import packageFile from '../package.json' with { type: 'json' };
import { isBundleFresh } from './bundle/freshness.ts';
import { tooOld } from './bundle/node-version.ts';

const COULD_NOT_RUN = 2;
let isOutputLost = false;
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // `| head` has seen enough.
  if (error.code === 'EPIPE') return;
  isOutputLost = true;
  process.exitCode = COULD_NOT_RUN;
  process.stderr.write(`The output could not be written: ${error.message}\n`);
});
// Nobody is left to be told.
process.stderr.on('error', () => undefined);

const complaint = tooOld(process.versions.node, packageFile.engines.node);
if (complaint === undefined) {
  // Before anything else: in a checkout the program below is made from the sources, which may have been edited since.
  if (!isBundleFresh()) await (await import('./bundle/bundle.ts')).bundle();
  if (!(await isUnchangedBuild(process.argv.slice(2)))) {
    const { main } = (await import(new URL('./cli.js', import.meta.url).href)) as { main: typeof Main };
    process.exitCode = await main(process.argv.slice(2));
  }
  if (isOutputLost) process.exitCode = COULD_NOT_RUN;
} else {
  process.stderr.write(`${complaint}\n`);
  process.exitCode = COULD_NOT_RUN;
}

/** A build that has nothing to do is told without the program, which takes longer to load than to find that out. */
async function isUnchangedBuild(argv: readonly string[]): Promise<boolean> {
  if (argv[0] !== 'build') return false;
  const { sayUnchanged } = (await import(new URL('./unchanged.js', import.meta.url).href)) as {
    sayUnchanged: typeof SayUnchanged;
  };
  return sayUnchanged(argv);
}
