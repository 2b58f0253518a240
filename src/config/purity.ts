/** Prefix of the names that stand for globals while a program is looked at. */
const MARK = '__pf_grafana_outside_';

/** Globals by which a program learns what its files do not say: environment, clock, chance, disk, network, language. */
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
/** What is left of such a name behind the marks; of `Math` only chance counts, and what is taken from it unseen. */
const READS_OUTSIDE = new RegExp(`${MARK}(?!Math\\b)|${MARK}Math(?!\\.(?!random\\b)[A-Za-z])`);
/** What is loaded while it runs, and what speaks the language of the machine. */
const AT_RUN_TIME = /\bimport\s*\(|\.(?:toLocale\w*|localeCompare)\b/;

/** Node's own modules that only compute. */
const COMPUTING = new Set(['assert', 'buffer', 'events', 'path', 'path/posix', 'path/win32', 'querystring', 'url']);

/**
 * Whether a bundled program may behave differently although none of its files has changed: it reads the environment,
 * the clock, the disk or the network, or cannot be proven not to. `externals` are the modules that it imports as they
 * are.
 */
export async function mayChange(code: string, externals: readonly string[]): Promise<boolean> {
  if (externals.some((name) => !COMPUTING.has(name.replace(/^node:/, '')))) return true;
  const { transform } = await import('esbuild');
  // Only globals are replaced: neither a variable nor a member nor a text of that name.
  const { code: marked } = await transform(code, { define: DEFINE, minifyWhitespace: true, legalComments: 'none' });
  return READS_OUTSIDE.test(marked) || AT_RUN_TIME.test(marked);
}
