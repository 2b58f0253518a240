const PAIRS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
const CLOSING = new Set(Object.values(PAIRS));
/** Strings and comments of PromQL and LogQL, in which brackets are only text; or one bracket. */
const PART = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`[^`]*`|#[^\n]*|[()[\]{}]/g;

/** What is wrong with the brackets of a query in PromQL or LogQL; undefined if each has its partner. */
export function bracketProblem(text: string): string | undefined {
  const open: string[] = [];
  for (const [part] of text.matchAll(PART)) {
    const closing = PAIRS[part];
    if (closing !== undefined) open.push(closing);
    else if (CLOSING.has(part) && open.pop() !== part)
      return `One "${part}" is too many, or its opening bracket is missing.`;
  }
  const last = open.at(-1);
  return last === undefined ? undefined : `A closing "${last}" is missing.`;
}
