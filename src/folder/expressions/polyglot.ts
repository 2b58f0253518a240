import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';

import type * as Polyglot from '@polyglot-sql/sdk';
import * as manual from '@polyglot-sql/sdk/manual';

import { compileWasmOnDemand } from './wasm-on-demand.ts';

/** Beside the bundle of a package that is handed out; a clone has the file of the parser's own package. */
const COMPRESSED = fileURLToPath(new URL('./polyglot_sql.wasm.br', import.meta.url));

compileWasmOnDemand();
// Whoever imports a parser gets one that is ready. It hands what it is given to WebAssembly.instantiate, which takes
// the bytes too; its types know addresses only.
await manual.init({ wasmUrl: wasm() as unknown as URL });

// The types of `manual` are the package's own; they lead to a file without its suffix, which nodenext does not find.
export const { Dialect, generateDataType, parse } = manual as unknown as typeof Polyglot;

/** 23 MB, of which a package carries 3. */
function wasm(): Buffer {
  return existsSync(COMPRESSED)
    ? brotliDecompressSync(readFileSync(COMPRESSED))
    : readFileSync(createRequire(import.meta.url).resolve('@polyglot-sql/sdk/polyglot_sql.wasm'));
}
