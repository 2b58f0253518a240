/** Prefix of the names that replace globals while a program is analysed. */
const MARK = '__pf_grafana_outside_';

/**
 * Globals that give a program information from outside its files: environment, clock, randomness, disk, network,
 * locale.
 */
const OUTSIDE = [
  'process',
  'Date',
  'Temporal',
  'Intl',
  'crypto',
  'performance',
  'fetch',
  'XMLHttpRequest',
  'WebSocket',
  'EventSource',
  'navigator',
  'localStorage',
  'sessionStorage',
  'require',
  'eval',
  'Function',
  'globalThis',
  'global',
  'self',
  'import.meta.resolve',
  'import.meta.env',
];
const DEFINE = Object.fromEntries(
  [...OUTSIDE, 'Math'].map((name) => [name, `${MARK}${name.replaceAll('.', '_')}`] as const),
);
/** Finds marked globals in the code. Of `Math` only `random` counts, and uses whose member is not visible. */
const READS_OUTSIDE = new RegExp(`${MARK}(?!Math\\b)|${MARK}Math(?!\\.(?!random\\b)[A-Za-z])`);
/** Finds dynamic imports and functions that depend on the machine's locale. */
const AT_RUN_TIME = /\bimport\s*\(|\.(?:toLocale\w*|localeCompare)\b/;

/** Node's own modules that only compute. */
const COMPUTING = new Set(['assert', 'buffer', 'events', 'path', 'path/posix', 'path/win32', 'querystring', 'url']);

/**
 * Whether a bundled program may behave differently although none of its files has changed: it reads the environment,
 * the clock, the disk or the network, or cannot be proven not to. `externals` are the modules it imports from outside
 * the bundle.
 */
export async function mayChange(code: string, externals: readonly string[]): Promise<boolean> {
  if (externals.some((name) => !COMPUTING.has(name.replace(/^node:/, '')))) return true;
  const { transform } = await import('esbuild');
  // `define` replaces only globals, not variables, members or strings with the same name.
  const { code: marked } = await transform(code, { define: DEFINE, minifyWhitespace: true, legalComments: 'none' });
  return READS_OUTSIDE.test(marked) || AT_RUN_TIME.test(marked);
}
