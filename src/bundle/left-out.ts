import { readFile } from 'node:fs/promises';

import type { Plugin } from 'esbuild';

/** Matches SDK builders for newer dashboard forms, which our definitions do not use. */
const OF_NEWER_FORM = /\brequire\("\.\.\/dashboardv2(?:beta1)?"\)/;
/**
 * The PromQL checker reads the syntax tree from an editor state, which `promql-parser.ts` provides. Its completion
 * lists contain snippets, which are not used.
 */
const NO_EDITOR = `
exports.syntaxTree = (state) => state.field().tree;
exports.snippet = () => undefined;
`;

/** Leaves out parts of libraries that the program never uses, because Node would read and compile them in every run. */
export const leftOut: Plugin = {
  name: 'left-out',
  setup: ({ onLoad, onResolve, resolve }) => {
    onResolve({ filter: /^@codemirror\// }, ({ path }) => ({ path, namespace: 'no-editor' }));
    onLoad({ filter: /^/, namespace: 'no-editor' }, () => ({ contents: NO_EDITOR, loader: 'js' }));
    // The checker reads trees created by our copy of the grammar.
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

/** Marks this plugin's own calls of `resolve`, to tell them from the import being resolved. */
const OWN = { isOwn: true };
