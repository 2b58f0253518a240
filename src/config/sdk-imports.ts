import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

import type { Plugin } from 'esbuild';

import type { Import } from './places-of-imports.ts';

const SDK = /^@grafana\/grafana-foundation-sdk\//;
const INSTALLED = /[\\/]node_modules[\\/].*\.[cm]?js$/;
/** Marks our own calls of `resolve`, to tell them from the import being resolved. */
const ASKED = { isAsked: true };

/**
 * Leaves the installed SDK out of a bundle: reading its hundreds of modules and analysing the result takes longer than
 * letting Node load them. Its imports are added to a list.
 */
export function sdkAsItIs(imports: Import[]): Plugin {
  return {
    name: 'sdk',
    setup: ({ onResolve, resolve }) =>
      onResolve({ filter: SDK }, async ({ path: asked, importer, resolveDir, kind, pluginData }) => {
        // A `require` stays in the bundle, because Node cannot require a module by its URL.
        if (pluginData === ASKED || (kind !== 'import-statement' && kind !== 'dynamic-import')) return undefined;
        const found = await resolve(asked, { importer, resolveDir, kind, pluginData: ASKED });
        if (found.errors.length > 0 || !INSTALLED.test(found.path) || !existsSync(found.path)) return undefined;
        imports.push({ from: importer, asked, found: found.path });
        return { path: pathToFileURL(found.path).href, external: true };
      }),
  };
}
