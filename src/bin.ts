#!/usr/bin/env node
import type { main as Main } from './cli.ts';
import packageFile from '../package.json' with { type: 'json' };
import { bundle, isBundleFresh } from './bundle/bundle.ts';
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
  if (!isBundleFresh()) await bundle();
  const { main } = (await import(new URL('./cli.js', import.meta.url).href)) as { main: typeof Main };
  const code = await main(process.argv.slice(2));
  process.exitCode = isOutputLost ? COULD_NOT_RUN : code;
} else {
  process.stderr.write(`${complaint}\n`);
  process.exitCode = COULD_NOT_RUN;
}
