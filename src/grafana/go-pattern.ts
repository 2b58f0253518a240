import { RE2JS } from 're2js';

/** A regular expression with Go's syntax and semantics: matching takes linear time for every pattern. */
export interface GoPattern {
  /** Whether it matches the whole text. */
  isWhole(text: string): boolean;
  /** Whether it matches anywhere in the text. */
  isIn(text: string): boolean;
  /** `ReplaceAllString`: replaces every match by a template with `$1`, `${name}` and `$$`. */
  replaceAll(text: string, template: string): string;
}

/** Longer than any pattern in practice; the size of the compiled program grows with it. */
const LONGEST = 20_000;
/** `$name`: the longest sequence of letters, digits and underscores. */
const REFERENCE = /\$(?:\$|\{(\w+)\}|(\w+))/g;
const MOST_KEPT = 1000;
const kept = new Map<string, GoPattern | undefined>();

/**
 * Compiles a pattern; undefined if Go refuses it. `isSingleLine` makes a dot match line breaks too, as in Prometheus
 * but not in Alertmanager.
 */
export function goPattern(text: string, { isSingleLine = false } = {}): GoPattern | undefined {
  const key = `${isSingleLine} ${text}`;
  if (kept.has(key)) return kept.get(key);
  if (kept.size >= MOST_KEPT) kept.clear();
  const pattern = text.length > LONGEST ? undefined : compile(text, isSingleLine ? RE2JS.DOTALL : 0);
  kept.set(key, pattern);
  return pattern;
}

/** Escapes a text so that it matches literally within one of our regular expressions. */
export function literalPattern(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

function compile(text: string, flags: number): GoPattern | undefined {
  try {
    const compiled = RE2JS.compile(text, flags);
    return {
      isWhole: (given) => compiled.matches(given),
      isIn: (given) => compiled.matcher(given).find(),
      replaceAll: (given, template) => replaced(compiled, given, template),
    };
  } catch {
    // The pattern is invalid, or nested deeper than the stack.
    return undefined;
  }
}

function replaced(compiled: RE2JS, text: string, template: string): string {
  const matcher = compiled.matcher(text);
  const parts: string[] = [];
  let end = 0;
  let isFirst = true;
  while (matcher.find()) {
    // Like Go, skips an empty match directly after another match.
    if (matcher.end() === matcher.start() && matcher.start() === end && !isFirst) continue;
    const group = (name: string) => {
      try {
        return matcher.group(/^\d+$/.test(name) ? Number(name) : name) ?? '';
      } catch {
        // A reference to a missing group is empty.
        return '';
      }
    };
    parts.push(
      text.slice(end, matcher.start()),
      template.replaceAll(REFERENCE, (reference, braced?: string, bare?: string) =>
        reference === '$$' ? '$' : group(braced ?? bare ?? ''),
      ),
    );
    end = matcher.end();
    isFirst = false;
  }
  return parts.join('') + text.slice(end);
}
