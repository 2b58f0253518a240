#!/usr/bin/env node
import type { main as Main } from './cli.ts';
import type { sayUnchanged as SayUnchanged } from './commands/build/unchanged.ts';
import packageFile from '../package.json' with { type: 'json' };
import { isBundleFresh } from './bundle/freshness.ts';
import { tooOld } from './bundle/node-version.ts';

const COULD_NOT_RUN = 2;
let isOutputLost = false;
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader has closed the pipe, as `| head` does.
  if (error.code === 'EPIPE') return;
  isOutputLost = true;
  process.exitCode = COULD_NOT_RUN;
  process.stderr.write(`The output could not be written: ${error.message}\n`);
});
// There is nowhere left to report this.
process.stderr.on('error', () => undefined);

const complaint = tooOld(process.versions.node, packageFile.engines.node);
if (complaint === undefined) {
  // First of all: in a checkout the program is bundled from the sources, which may have been edited since.
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

/** Reports a build with nothing to do without loading the program, which would take longer than finding that out. */
async function isUnchangedBuild(argv: readonly string[]): Promise<boolean> {
  if (argv[0] !== 'build') return false;
  const { sayUnchanged } = (await import(new URL('./unchanged.js', import.meta.url).href)) as {
    sayUnchanged: typeof SayUnchanged;
  };
  return sayUnchanged(argv);
}
