/**
 * Why Grafana cannot make a regular expression of a text, as its browser part reads one: `/…/flags`, or a bare text that
 * has to match as a whole. Nothing when it can.
 */
export function regexProblem(text: string): string | undefined {
  const [, pattern, flags] = text.startsWith('/') ? (SLASHED.exec(text) ?? []) : ['', `^${text}$`, ''];
  if (pattern === undefined)
    return /^\/.*\/\w*$/s.test(text)
      ? 'after its last slash it has flags other than g, i, m, y and s in this order'
      : 'it begins with a slash but does not end with one';
  return bareRegexProblem(pattern, flags);
}

/** The same for a text that Grafana compiles as it stands, where a slash is a slash. */
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
