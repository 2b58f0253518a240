import { setFlagsFromString } from 'node:v8';

const FLAGS = ['--wasm-lazy-compilation', '--no-wasm-dynamic-tiering', '--no-wasm-tier-up'];

/**
 * Called before a WebAssembly parser is loaded: each function is then compiled when it is first called, and only once.
 * A folder has a few hundred short texts to parse; optimising a whole parser would take two seconds of processor time
 * and 160 MiB.
 */
export function compileWasmOnDemand(): void {
  for (const flag of FLAGS) setFlagsFromString(flag);
}
