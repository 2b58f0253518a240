/** A math expression of Grafana as a tree. */
export type MathNode =
  | { readonly kind: 'number'; readonly value: number }
  | MathVariable
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly MathNode[] }
  | { readonly kind: 'unary'; readonly operator: string; readonly operand: MathNode }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: MathNode; readonly right: MathNode };

/** `$A` or `${A}`, with its position in UTF-16 units. */
export interface MathVariable {
  readonly kind: 'variable';
  readonly refId: string;
  readonly offset: number;
  readonly length: number;
}

/** The error for an invalid math expression, with the offending characters; none at the end of the text. */
export class MathSyntaxError extends Error {
  readonly offset: number;
  readonly length: number;

  constructor(message: string, { offset, length }: { readonly offset: number; readonly length: number }) {
    super(message);
    this.offset = offset;
    this.length = length;
  }
}

interface Token {
  readonly kind: 'number' | 'variable' | 'name' | 'operator' | 'punctuation' | 'unreadable' | 'end';
  readonly text: string;
  readonly offset: number;
  readonly length: number;
}

/** Operators by precedence, lowest first; all are left-associative, even the power. */
const LEVELS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['==', '!=', '>', '>=', '<', '<='],
  ['+', '-'],
  ['*', '/', '%'],
  ['**'],
];
const OPERATORS = new Set([...LEVELS.flat(), '!']);
/** The number of arguments of each function. */
const FUNCTIONS: Readonly<Record<string, number>> = {
  abs: 1,
  log: 1,
  is_nan: 1,
  is_inf: 1,
  is_null: 1,
  is_number: 1,
  round: 1,
  ceil: 1,
  floor: 1,
  nan: 0,
  inf: 0,
  infn: 0,
  null: 0,
};
const TOKEN =
  /\s*(?:(?<variable>\$\{[\p{L}\p{N}_\s]+\}|\$[\p{L}\p{N}_]+)|(?<number>0[xX][\da-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?<name>\p{L}[\p{L}_]*)|(?<operator>[!<>=&|+\-*/%]+)|(?<punctuation>[(),]))/uy;

/** More than in any real expression; a limit, because code that walks the tree recurses for each level. */
const MOST_TOKENS = 2000;
const MOST_LEVELS = 100;

/** Names of the functions in math expressions. */
export const MATH_FUNCTIONS: readonly string[] = Object.keys(FUNCTIONS);

/** Parses a math expression like Grafana; throws MathSyntaxError at the first problem. */
export function parseMath(text: string): MathNode {
  const tokens = tokensOf(text);
  const beyond = tokens[MOST_TOKENS];
  if (beyond) throw new MathSyntaxError(`the expression has more than ${MOST_TOKENS} parts`, beyond);
  let at = 0;
  let depth = 0;
  const peek = (): Token => tokens[at] ?? { kind: 'end', text: 'EOF', offset: text.trimEnd().length, length: 0 };
  const next = (): Token => {
    const token = peek();
    at += 1;
    return token;
  };

  function level(index: number): MathNode {
    const operators = LEVELS[index];
    if (!operators) return operand();
    let node = level(index + 1);
    while (peek().kind === 'operator' && operators.includes(peek().text))
      node = { kind: 'binary', operator: next().text, left: node, right: level(index + 1) };
    return node;
  }

  function operand(): MathNode {
    const token = next();
    if (depth >= MOST_LEVELS)
      throw new MathSyntaxError(`the expression is nested more than ${MOST_LEVELS} levels deep`, token);
    depth += 1;
    const node = operandOf(token);
    depth -= 1;
    return node;
  }

  function operandOf(token: Token): MathNode {
    if (token.kind === 'number') return { kind: 'number', value: Number(token.text) };
    if (token.kind === 'variable')
      return {
        kind: 'variable',
        refId: token.text.replace(/^\$\{?/, '').replace(/\}$/, ''),
        offset: token.offset,
        length: token.length,
      };
    if (token.kind === 'name') return call(token);
    if (token.text === '!' || token.text === '-') return { kind: 'unary', operator: token.text, operand: operand() };
    if (token.text !== '(') throw unexpected(token);
    const node = level(0);
    expect(')');
    return node;
  }

  function call(token: Token): MathNode {
    const { text: name } = token;
    const arity = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
    if (arity === undefined) throw new MathSyntaxError(`non existent function ${name}`, token);
    expect('(');
    const args: MathNode[] = [];
    while (peek().text !== ')' && peek().kind !== 'end') args.push(level(0));
    expect(')');
    if (args.length !== arity)
      throw new MathSyntaxError(`${name} takes ${arity} argument(s), not ${args.length}`, token);
    return { kind: 'call', name, args };
  }

  function expect(punctuation: string): void {
    const token = next();
    if (token.text !== punctuation) throw unexpected(token);
  }

  const root = level(0);
  if (peek().kind !== 'end') throw unexpected(peek());
  return root;
}

/** The queries that a math expression refers to, with positions. */
export function mathVariables(node: MathNode): MathVariable[] {
  switch (node.kind) {
    case 'number':
      return [];
    case 'variable':
      return [node];
    case 'call':
      return node.args.flatMap(mathVariables);
    case 'unary':
      return mathVariables(node.operand);
    case 'binary':
      return [...mathVariables(node.left), ...mathVariables(node.right)];
  }
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  const end = text.trimEnd().length;
  for (let from = 0; from < end && tokens.length <= MOST_TOKENS; from = TOKEN.lastIndex) {
    TOKEN.lastIndex = from;
    const groups = TOKEN.exec(text)?.groups;
    const found = Object.entries(groups ?? {}).find(
      (entry): entry is [Token['kind'], string] => entry[1] !== undefined,
    );
    if (!found || (found[0] === 'operator' && !OPERATORS.has(found[1]))) {
      const [rest = ''] = /\S+/.exec(text.slice(from)) ?? [];
      return [...tokens, { kind: 'unreadable', text: rest, offset: text.indexOf(rest, from), length: rest.length }];
    }
    tokens.push({ kind: found[0], text: found[1], offset: TOKEN.lastIndex - found[1].length, length: found[1].length });
  }
  return tokens;
}

function unexpected(token: Token): MathSyntaxError {
  return new MathSyntaxError(
    token.kind === 'end' ? 'the expression ends too early' : `unexpected ${JSON.stringify(token.text)}`,
    token,
  );
}
