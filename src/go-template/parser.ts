import { lex, type Token } from './lexer.ts';
import type { Command, Operand, Pipe, Span, TemplateName, TemplateNode, TemplateProblem } from './nodes.ts';

export interface ParseOptions {
  /** Names of the functions that may be called. */
  readonly functions: ReadonlySet<string>;
  /** Template that stands before the text. */
  readonly prefix?: string;
  /** Whether the whole text becomes the body of a definition, in which none may stand. */
  readonly isBody?: boolean;
}
/** A template as Go reads it. */
export interface ParsedTemplate {
  /** Empty where the template cannot be read to its end. */
  readonly nodes: readonly TemplateNode[];
  /** What Go refuses, in the order of the text; its message names the first. */
  readonly problems: readonly TemplateProblem[];
}
type Control = 'if' | 'with' | 'range';

/** Nothing behind the problem can be read. */
class Unreadable extends Error {}

/** Parses a template as Go's text/template does. */
export function parseTemplate(text: string, { functions, prefix = '', isBody = false }: ParseOptions): ParsedTemplate {
  const tokens = lex(prefix + text, prefix.length);
  const problems: TemplateProblem[] = [];
  /** Whether each definition of this text has content; a second one with content is refused. */
  const definitions = new Map<string, boolean>();
  const open: { readonly word: string; readonly at: Span }[] = [];
  let at = 0;
  let scope = ['$'];
  let rangeDepth = 0;

  function list(isTop: boolean): TemplateNode[] {
    const nodes: TemplateNode[] = [];
    for (;;) {
      const token = next();
      if (token.kind === 'end') {
        const block = open.at(-1);
        if (block) throw stop('missing end', 'unexpected EOF', block.at, { name: block.word });
        return nodes;
      }
      if (token.kind === 'text') {
        nodes.push({ kind: 'text', text: token.text, ...spanOf(token) });
        continue;
      }
      skipSpace();
      const keyword = peek();
      if (!isTop && keyword.kind === 'keyword' && (keyword.text === 'else' || keyword.text === 'end')) return nodes;
      nodes.push(action(token, isTop));
    }
  }

  function action(left: Token, isTop: boolean): TemplateNode {
    const keyword = peek();
    if (keyword.kind !== 'keyword') {
      const pipe = pipeline('command');
      return { kind: 'action', pipe, ...from(left) };
    }
    next();
    switch (keyword.text) {
      case 'if':
      case 'with':
      case 'range':
        return control(keyword.text, left);
      case 'break':
      case 'continue':
        if (rangeDepth === 0) throw stop('syntax', `{{${keyword.text}}} outside {{range}}`, keyword);
        close(`{{${keyword.text}}}`);
        return { kind: keyword.text, ...from(left) };
      case 'template': {
        const name = templateName('template clause');
        skipSpace();
        const pipe = peek().kind === 'right' ? undefined : pipeline('template clause');
        if (!pipe) next();
        return { kind: 'template', name, pipe, ...from(left) };
      }
      case 'block': {
        const name = templateName('block clause');
        const pipe = pipeline('block clause');
        const span = from(left);
        return { kind: 'block', name, pipe, list: definition('block', name, left), ...span };
      }
      case 'define': {
        if (!isTop || isBody) report({ kind: 'nested definition', message: 'unexpected {{define}}', ...spanOf(keyword) });
        const name = templateName('define clause');
        close('define clause');
        const span = from(left);
        return { kind: 'define', name, list: definition('define', name, left), ...span };
      }
      default:
        throw stop('stray end', `unexpected {{${keyword.text}}}`, keyword, { name: keyword.text });
    }
  }

  function templateName(context: string): TemplateName {
    skipSpace();
    const token = next();
    if (token.kind !== 'literal' || typeof token.value !== 'string') throw unexpected(token, context);
    return { text: token.value, ...spanOf(token) };
  }

  /** The body of a definition sees no variable from around it. */
  function definition(word: string, name: TemplateName, left: Token): TemplateNode[] {
    const outer = { scope, rangeDepth };
    scope = ['$'];
    rangeDepth = 0;
    open.push({ word, at: spanOf(left) });
    const body = list(false);
    const last = next();
    if (last.text !== 'end') throw stop('stray end', `unexpected {{else}} in ${word} clause`, last, { name: last.text });
    close('end');
    open.pop();
    ({ scope, rangeDepth } = outer);
    const hasContent = body.some((node) => node.kind !== 'text' || node.text.trim() !== '');
    if (hasContent && definitions.get(name.text) === true) report({ kind: 'syntax', message: `multiple definition of template "${name.text}"`, ...spanOf(name) });
    definitions.set(name.text, hasContent || definitions.get(name.text) === true);
    return body;
  }

  function control(kind: Control, left: Token): TemplateNode {
    const outer = scope;
    scope = [...outer];
    const pipe = pipeline(kind);
    const span = from(left);
    open.push({ word: kind, at: spanOf(left) });
    if (kind === 'range') rangeDepth += 1;
    const body = list(false);
    if (kind === 'range') rangeDepth -= 1;
    const otherwise = alternative(kind);
    open.pop();
    scope = outer;
    return { kind, pipe, list: body, otherwise, ...span };
  }

  function alternative(kind: Control): TemplateNode[] {
    const word = next();
    if (word.text === 'end') {
      close('end');
      return [];
    }
    skipSpace();
    const chained = peek();
    if (chained.kind === 'keyword' && chained.text === kind && kind !== 'range') {
      next();
      return [control(kind, word)];
    }
    close('else');
    const nodes = list(false);
    const last = next();
    if (last.text !== 'end') throw stop('stray end', 'expected end; found {{else}}', last, { name: last.text });
    close('end');
    return nodes;
  }

  /** Reads up to and with what closes it: the action's end, or the parenthesis' when one is given. */
  function pipeline(context: string, parenthesis?: Token): Pipe {
    skipSpace();
    const start = peek();
    const { variables, isAssignment } = declaration(context);
    const commands: Command[] = [];
    for (;;) {
      skipSpace();
      const token = peek();
      if (token.kind === 'right' || (token.kind === 'punctuation' && token.text === ')')) {
        if (token.kind === 'right' && parenthesis) throw stop('syntax', 'unclosed left paren', parenthesis);
        if (token.kind !== 'right' && !parenthesis) throw unexpected(token, context);
        if (commands.length === 0) throw stop('syntax', `missing value for ${context}`, token);
        next();
        return { variables, isAssignment, commands, offset: start.offset, length: token.offset - start.offset };
      }
      if (!isOperand(token)) throw unexpected(token, context);
      const found = command();
      const [first] = found;
      if (commands.length > 0 && (first.kind === 'literal' || (first.kind === 'dot' && first.fields.length === 0))) throw stop('syntax', `non executable command in pipeline stage ${commands.length + 1}`, first);
      commands.push(found);
    }
  }

  function declaration(context: string): Pick<Pipe, 'variables' | 'isAssignment'> {
    const variables: string[] = [];
    for (let start = at; peek().kind === 'variable'; start = at) {
      const { text: name } = next();
      skipSpace();
      const sign = peek();
      if (sign.kind !== 'punctuation' || !['=', ':=', ','].includes(sign.text)) {
        at = start;
        break;
      }
      next();
      variables.push(name);
      // Go takes a variable that is only assigned to for known, too: the execution fails.
      scope.push(name);
      if (sign.text !== ',') return { variables, isAssignment: sign.text === '=' };
      if (context !== 'range' || variables.length > 1) throw stop('syntax', `too many declarations in ${context}`, sign);
      skipSpace();
      if (isOperand(peek()) && peek().kind !== 'variable') throw stop('syntax', 'range can only initialize variables', peek());
    }
    return { variables, isAssignment: false };
  }

  function command(): Command {
    const first = operand();
    const others: Operand[] = [];
    for (;;) {
      const token = peek();
      if (token.kind === 'right' || (token.kind === 'punctuation' && token.text === ')')) break;
      next();
      if (token.kind === 'punctuation' && token.text === '|') break;
      if (token.kind !== 'space') throw unexpected(token, 'operand');
      if (isOperand(peek())) others.push(operand());
    }
    return [first, ...others];
  }

  function operand(): Operand {
    const token = next();
    const term = termOf(token);
    const names: string[] = [];
    while (peek().kind === 'field') names.push(next().text);
    const span = from(token);
    if (term.kind === 'literal') {
      if (names.length > 0) throw stop('syntax', `unexpected . after term ${JSON.stringify(token.text)}`, token);
      return { ...term, ...span };
    }
    if (term.kind === 'dot' && term.fields.length === 0 && names.length > 0) throw stop('syntax', 'unexpected . after term "."', token);
    return { ...term, fields: [...term.fields, ...names], ...span };
  }

  function termOf(token: Token): Operand {
    const span = spanOf(token);
    switch (token.kind) {
      case 'literal':
        return { kind: 'literal', value: token.value, ...span };
      case 'variable':
        if (!scope.includes(token.text)) report({ kind: 'undefined variable', message: `undefined variable "${token.text}"`, name: token.text, known: [...scope], ...span });
        return { kind: 'variable', name: token.text, fields: [], ...span };
      case 'field':
        return { kind: 'dot', fields: [token.text], ...span };
      case 'word':
        if (!functions.has(token.text)) report({ kind: 'unknown function', message: `function "${token.text}" not defined`, name: token.text, known: [...functions], ...span });
        return { kind: 'function', name: token.text, fields: [], ...span };
      default:
        return token.text === '(' ? { kind: 'pipe', pipe: pipeline('parenthesized pipeline', token), fields: [], ...span } : { kind: 'dot', fields: [], ...span };
    }
  }

  function peek(): Token {
    const token = tokens[at] ?? { kind: 'end', text: '', offset: text.length, length: 0 };
    if (token.kind !== 'error') return token;
    report(token.problem);
    throw new Unreadable();
  }

  function next(): Token {
    const token = peek();
    at += 1;
    return token;
  }

  function skipSpace(): void {
    while (peek().kind === 'space') next();
  }

  function close(context: string): void {
    skipSpace();
    const token = next();
    if (token.kind !== 'right') throw unexpected(token, context);
  }

  /** From the beginning of a token to the end of what was read last. */
  function from({ offset }: Span): Span {
    const last = tokens[at - 1];
    return { offset, length: last ? last.offset + last.length - offset : 0 };
  }

  function unexpected(token: Token, context: string): Unreadable {
    return stop('syntax', `unexpected ${JSON.stringify(token.text)} in ${context}`, token);
  }

  function stop(kind: TemplateProblem['kind'], message: string, span: Span, more: Pick<TemplateProblem, 'name'> = {}): Unreadable {
    report({ kind, message, ...spanOf(span), ...more });
    return new Unreadable();
  }

  function report(problem: TemplateProblem): void {
    problems.push(problem);
  }

  try {
    return { nodes: list(true), problems };
  } catch (error) {
    if (error instanceof Unreadable) return { nodes: [], problems };
    throw error;
  }
}

/** Whether an operand can begin with it. */
function isOperand({ kind, text }: Token): boolean {
  return kind === 'literal' || kind === 'variable' || kind === 'field' || kind === 'word' || (kind === 'punctuation' && (text === '.' || text === '('));
}

function spanOf({ offset, length }: Span): Span {
  return { offset, length };
}
