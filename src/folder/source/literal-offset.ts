const ESCAPE = /^\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|U[0-9a-fA-F]{8}|.)/s;

/** The offset in a double-quoted literal, quotes included, of the character at `offset` of the text it stands for. */
export function literalOffset(literal: string, offset: number): number {
  let at = 1;
  for (let decoded = 0; decoded < offset && at < literal.length - 1; decoded += 1) {
    const [escape] = ESCAPE.exec(literal.slice(at, at + 10)) ?? [];
    at += escape?.length ?? 1;
  }
  return at;
}
