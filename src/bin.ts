#!/usr/bin/env node
import type { main as Main } from './cli.ts';
import { bundle, isBundleFresh } from './bundle/bundle.ts';

// Runs before anything else: in a checkout the program below is made from the sources, which may have been edited
// since.
if (!isBundleFresh()) await bundle();
const { main } = (await import(new URL('./cli.js', import.meta.url).href)) as { main: typeof Main };
process.exitCode = await main(process.argv.slice(2));
