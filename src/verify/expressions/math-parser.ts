import { EvaluationError } from './values.ts';

/** A math expression as a tree. */
export type MathNode =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'variable'; readonly refId: string }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly MathNode[] }
  | { readonly kind: 'unary'; readonly operator: string; readonly operand: MathNode }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: MathNode; readonly right: MathNode };

interface Token {
  readonly kind: 'number' | 'variable' | 'name' | 'operator' | 'punctuation' | 'end';
  readonly text: string;
}

/** Operators by how tightly they bind, loosest first; each is left-associative, the power too. */
const LEVELS: readonly (readonly string[])[] = [['||'], ['&&'], ['==', '!=', '>', '>=', '<', '<='], ['+', '-'], ['*', '/', '%'], ['**']];
const OPERATORS = new Set([...LEVELS.flat(), '!']);
/** How many arguments a function takes. */
const FUNCTIONS: Readonly<Record<string, number>> = {
  abs: 1, log: 1, is_nan: 1, is_inf: 1, is_null: 1, is_number: 1, round: 1, ceil: 1, floor: 1, nan: 0, inf: 0, infn: 0, null: 0,
};
const TOKEN = /\s*(?:(?<variable>\$\{[\w\s]+\}|\$\w+)|(?<number>0[xX][\da-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?<name>\p{L}[\p{L}_]*)|(?<operator>[!<>=&|+\-*/%]+)|(?<punctuation>[(),]))/uy;

/** Parses a math expression as Grafana does; throws EvaluationError with what it stumbles over. */
export function parseMath(text: string): MathNode {
  const tokens = tokensOf(text);
  let at = 0;
  const peek = (): Token => tokens[at] ?? { kind: 'end', text: 'EOF' };
  const next = (): Token => {
    const token = peek();
    at += 1;
    return token;
  };

  function level(index: number): MathNode {
    const operators = LEVELS[index];
    if (!operators) return operand();
    let node = level(index + 1);
    while (peek().kind === 'operator' && operators.includes(peek().text)) node = { kind: 'binary', operator: next().text, left: node, right: level(index + 1) };
    return node;
  }

  function operand(): MathNode {
    const token = next();
    if (token.kind === 'number') return { kind: 'number', value: Number(token.text) };
    if (token.kind === 'variable') return { kind: 'variable', refId: token.text.replace(/^\$\{?/, '').replace(/\}$/, '') };
    if (token.kind === 'name') return call(token.text);
    if (token.text === '!' || token.text === '-') return { kind: 'unary', operator: token.text, operand: operand() };
    if (token.text !== '(') throw unexpected(token);
    const node = level(0);
    expect(')');
    return node;
  }

  function call(name: string): MathNode {
    const arity = FUNCTIONS[name];
    if (arity === undefined) throw new EvaluationError(`expr: non existent function ${name}`);
    expect('(');
    const args: MathNode[] = [];
    while (peek().text !== ')' && peek().kind !== 'end') args.push(level(0));
    expect(')');
    if (args.length !== arity) throw new EvaluationError(`expr: ${name} takes ${arity} argument(s), not ${args.length}`);
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

/** RefIds that a math expression reads. */
export function mathInputs(node: MathNode): string[] {
  switch (node.kind) {
    case 'number':
      return [];
    case 'variable':
      return [node.refId];
    case 'call':
      return node.args.flatMap(mathInputs);
    case 'unary':
      return mathInputs(node.operand);
    case 'binary':
      return [...mathInputs(node.left), ...mathInputs(node.right)];
  }
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  for (let from = 0; text.slice(from).trim() !== ''; from = TOKEN.lastIndex) {
    TOKEN.lastIndex = from;
    const groups = TOKEN.exec(text)?.groups;
    const found = Object.entries(groups ?? {}).find((entry): entry is [Token['kind'], string] => entry[1] !== undefined);
    if (!found || (found[0] === 'operator' && !OPERATORS.has(found[1]))) throw new EvaluationError(`expr: cannot read ${JSON.stringify(text.slice(from).trim())}`);
    tokens.push({ kind: found[0], text: found[1] });
  }
  return tokens;
}

function unexpected({ kind, text }: Token): EvaluationError {
  return new EvaluationError(`expr: unexpected ${kind === 'end' ? 'end' : JSON.stringify(text)} in a math expression`);
}
