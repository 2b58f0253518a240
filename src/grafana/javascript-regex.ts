/**
 * Why Grafana's frontend cannot compile a text to a regular expression: `/…/flags`, or a bare text that must match as a
 * whole; undefined if it can.
 */
export function regexProblem(text: string): string | undefined {
  const [, pattern, flags] = text.startsWith('/') ? (SLASHED.exec(text) ?? []) : ['', `^${text}$`, ''];
  if (pattern === undefined)
    return /^\/.*\/\w*$/s.test(text)
      ? 'after its last slash it has flags other than g, i, m, y and s in this order'
      : 'it begins with a slash but does not end with one';
  return bareRegexProblem(pattern, flags);
}

/** The same for a text that Grafana compiles unchanged, where a slash is only a slash. */
export function bareRegexProblem(pattern: string, flags = ''): string | undefined {
  try {
    RegExp(pattern, flags);
    return undefined;
  } catch (error) {
    return error instanceof SyntaxError ? reasonOf(error.message) : String(error);
  }
}

const SLASHED = /^\/(.*?)\/(g?i?m?y?s?)$/;

/** `Invalid regular expression: /^(a/: Unterminated group` -> `unterminated group` */
function reasonOf(message: string): string {
  const reason = message.slice(message.lastIndexOf(': ') + 2);
  return reason.charAt(0).toLowerCase() + reason.slice(1);
}
