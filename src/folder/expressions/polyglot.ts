import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';

import type * as Polyglot from '@polyglot-sql/sdk';
import * as manual from '@polyglot-sql/sdk/manual';

import { compileWasmOnDemand } from './wasm-on-demand.ts';

/** Beside the bundle in the published package; a clone uses the file of the parser's own package. */
const COMPRESSED = fileURLToPath(new URL('./polyglot_sql.wasm.br', import.meta.url));

compileWasmOnDemand();
// Initialised here so that every importer gets a ready parser. `init` passes its argument to WebAssembly.instantiate,
// which also takes bytes; its types allow only a URL.
await manual.init({ wasmUrl: wasm() as unknown as URL });

// `manual` has the types of the package, but its declarations import a file without its suffix, which nodenext does not
// resolve.
export const { Dialect, generateDataType, parse } = manual as unknown as typeof Polyglot;

/** The WebAssembly of the parser: 23 MB, compressed to 3 in the published package. */
function wasm(): Buffer {
  return existsSync(COMPRESSED)
    ? brotliDecompressSync(readFileSync(COMPRESSED))
    : readFileSync(createRequire(import.meta.url).resolve('@polyglot-sql/sdk/polyglot_sql.wasm'));
}
