/** A statement of a schema file, and its first line. */
export interface Statement {
  readonly text: string;
  readonly line: number;
}

/** Matches comments, quoted strings and names, or the `;` that ends a statement. */
const TOKEN = /--[^\n]*|#[^\n]*|\/\*[^]*?\*\/|'(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.|"")*"|`(?:[^`]|``)*`|;/g;

/** The statements of a schema file without their comments; a `;` in a string or a comment does not end a statement. */
export function statementsOf(text: string): Statement[] {
  const statements: Statement[] = [];
  let written = '';
  let from = 0;
  let start = 0;
  const end = (): void => {
    const blank = /^\s*/.exec(written)?.[0].length ?? 0;
    if (written.trim() !== '')
      statements.push({ text: written.trim(), line: text.slice(0, start + blank).split('\n').length });
    written = '';
  };
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    written += text.slice(from, index);
    from = index + token.length;
    if (token === ';') {
      end();
      start = from;
    } else if (/^(?:--|#|\/\*)/.test(token)) written += token.replaceAll(/[^\n]/g, ' ');
    else written += token;
  }
  written += text.slice(from);
  end();
  return statements;
}
