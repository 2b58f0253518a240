import { setFlagsFromString } from 'node:v8';

const FLAGS = ['--wasm-lazy-compilation', '--no-wasm-dynamic-tiering', '--no-wasm-tier-up'];

/**
 * For the parsers that are WebAssembly, before they are loaded: a function is compiled when it is first called, and
 * once. A folder asks them for some hundred short texts; to compile a whole parser for speed would take two seconds of
 * processor time and 160 MiB.
 */
export function compileWasmOnDemand(): void {
  for (const flag of FLAGS) setFlagsFromString(flag);
}
