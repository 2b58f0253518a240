import { readFile } from 'node:fs/promises';

import type { Plugin } from 'esbuild';

/** A builder of the SDK for a form of dashboards that no definition of ours has. */
const OF_NEWER_FORM = /\brequire\("\.\.\/dashboardv2(?:beta1)?"\)/;
/**
 * The checker of PromQL asks an editor for its tree, which `promql-parser.ts` gives it, and its lists of names come with
 * texts to insert, which nothing reads.
 */
const NO_EDITOR = `
exports.syntaxTree = (state) => state.field().tree;
exports.snippet = () => undefined;
`;

/** Leaves out what libraries bring along and the program never reaches: Node would read and compile it in every run. */
export const leftOut: Plugin = {
  name: 'left-out',
  setup: ({ onLoad, onResolve, resolve }) => {
    onResolve({ filter: /^@codemirror\// }, ({ path }) => ({ path, namespace: 'no-editor' }));
    onLoad({ filter: /^/, namespace: 'no-editor' }, () => ({ contents: NO_EDITOR, loader: 'js' }));
    // The checker reads trees that our copy of the grammar has made.
    onResolve({ filter: /^@prometheus-io\/lezer-promql$/ }, ({ path, kind, resolveDir, pluginData }) =>
      kind === 'require-call' && pluginData !== OWN
        ? resolve(path, {
            kind: 'import-statement',
            resolveDir: resolveDir.replace(/node_modules.*/, ''),
            pluginData: OWN,
          })
        : undefined,
    );
    onLoad({ filter: /[\\/]grafana-foundation-sdk[\\/]dist[\\/].*\.js$/ }, async ({ path }) => {
      const contents = await readFile(path, 'utf8');
      return { contents: OF_NEWER_FORM.test(contents) ? '' : contents, loader: 'js' };
    });
  },
};

/** Tells a question of this plugin's own from the import that it is about. */
const OWN = { isOwn: true };
