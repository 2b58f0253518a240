import { retype } from './retype.ts';

/** The inputs of the expander: the environment and files of the Grafana server. */
export interface ExpandSources {
  readonly env: (name: string) => string | undefined;
  /** Throws for a missing file, for which Grafana refuses to start. */
  readonly readFile: (path: string) => string;
  /** The host name of the server, the fallback for `${HOSTNAME}`. */
  readonly hostname?: string;
}

const BRACED = /\$(|__\w+)\{([^}]+)\}/g;
const SPECIAL = /[*#$@!?\-0-9]/;
const WORD = /\w*/y;
/** White space removed by Go's strings.TrimSpace; JavaScript's trim() keeps U+0085 and removes U+FEFF. */
const GO_SPACE = '[\\t-\\r \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+';
const TRIM = new RegExp(`^${GO_SPACE}|${GO_SPACE}$`, 'g');

/**
 * Returns the text that Grafana stores for a text of a provisioning file: `$$` is a dollar; `$NAME`, `${NAME}` and
 * `$__env{NAME}` are variables, empty if unset; `$__file{path}` is a file.
 */
export function expand(text: string, sources: ExpandSources): string {
  if (!text.includes('$')) return text;
  // Grafana splits at `$$` first and expands every piece separately, so no reference spans a doubled dollar.
  return text
    .split('$$')
    .map((piece) => expandShell(expandFiles(expandBraces(piece, sources), sources), sources))
    .join('$');
}

/**
 * Returns a JSON value as Grafana stores it: texts are expanded and possibly converted to another type; keys and other
 * values are unchanged.
 */
export function expandJson(value: unknown, sources: ExpandSources): unknown {
  if (typeof value === 'string') return retype(value, expand(value, sources));
  if (Array.isArray(value)) return value.map((item) => expandJson(item, sources));
  // A Date (an unquoted YAML timestamp) is not a map; Grafana keeps it unchanged.
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, expandJson(member, sources)]));
}

/** First pass: `${NAME}` and `$__env{NAME}`. */
function expandBraces(text: string, { env, hostname }: ExpandSources): string {
  return replaceBraced(text, (provider, name) => {
    if (provider !== '' && provider !== '__env') return undefined;
    const value = env(name) ?? '';
    // Only this pass falls back to the host name: an unset bare `$HOSTNAME` is empty.
    return name === 'HOSTNAME' && value === '' ? (hostname ?? '') : value;
  });
}

/** Second pass: `$__file{path}`, on the result of the first, so a variable's value may name a file. */
function expandFiles(text: string, { readFile }: ExpandSources): string {
  return replaceBraced(text, (provider, path) =>
    provider === '__file' ? readFile(path).replace(TRIM, '') : undefined,
  );
}

function replaceBraced(text: string, valueOf: (provider: string, name: string) => string | undefined): string {
  // Nothing matches after the last `}`; not searching there keeps a long text of unclosed `${` linear.
  const searched = text.slice(0, text.lastIndexOf('}') + 1);
  let result = text;
  for (const [match, provider = '', name = ''] of searched.matchAll(BRACED)) {
    const value = valueOf(provider, name);
    // Grafana replaces the first occurrence in the result so far, which may be in a value inserted before.
    if (value !== undefined) result = result.replace(match, () => value);
  }
  return result;
}

/** Third pass: Go's os.ExpandEnv on the result of the others, which is why a `$` in their values is lost. */
function expandShell(text: string, { env }: ExpandSources): string {
  const lastBrace = text.lastIndexOf('}');
  let result = '';
  let from = 0;
  for (let at = text.indexOf('$'); at !== -1 && at + 1 < text.length; at = text.indexOf('$', from)) {
    const { name, width } = shellName(text, at + 1, lastBrace);
    result += text.slice(from, at);
    // A dollar without a name stays; a broken `${` or `${}` is removed.
    if (name !== '') result += env(name) ?? '';
    else if (width === 0) result += '$';
    from = at + 1 + width;
  }
  return result + text.slice(from);
}

function shellName(text: string, start: number, lastBrace: number): { name: string; width: number } {
  const first = text.charAt(start);
  if (first === '{') {
    if (start > lastBrace) return { name: '', width: 1 };
    const end = text.indexOf('}', start);
    return { name: text.slice(start + 1, end), width: end + 1 - start };
  }
  // Names such as `$1` and `$*` are one character long and looked up as variables, usually empty.
  if (SPECIAL.test(first)) return { name: first, width: 1 };
  WORD.lastIndex = start;
  const name = WORD.exec(text)?.[0] ?? '';
  return { name, width: name.length };
}
