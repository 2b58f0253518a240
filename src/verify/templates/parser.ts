import { lex, type Token } from './lexer.ts';
import type { Command, Operand, Pipe, TemplateNode } from './nodes.ts';
import { TemplateError, UnsupportedTemplateError } from './value.ts';

const UNSUPPORTED_ACTIONS = new Set(['template', 'define', 'block']);

/** Parses a Go template; `isFunction` says which names may be called. Throws TemplateError where Go's parser would refuse it. */
export function parseTemplate(text: string, isFunction: (name: string) => boolean): readonly TemplateNode[] {
  const tokens = lex(text);
  let at = 0;
  let scope = new Set<string>(['$']);
  let rangeDepth = 0;
  const peek = (): Token => tokens[at] ?? { kind: 'end', text: '' };
  const next = (): Token => {
    const token = peek();
    at += 1;
    return token;
  };

  function list(terminators: readonly string[]): TemplateNode[] {
    const nodes: TemplateNode[] = [];
    for (let token = peek(); ; token = peek()) {
      if (token.kind === 'end') {
        if (terminators.length > 0) throw new TemplateError('unexpected EOF');
        return nodes;
      }
      if (token.kind === 'text') {
        nodes.push({ kind: 'text', text: next().text });
        continue;
      }
      expect('left');
      skipSpace();
      const keyword = peek();
      if (keyword.kind === 'word' && terminators.includes(keyword.text)) return nodes;
      nodes.push(...action());
    }
  }

  function action(): TemplateNode[] {
    const keyword = peek();
    if (keyword.kind === 'right') throw new TemplateError('missing value for command');
    if (keyword.kind !== 'word') return [pipeAction()];
    if (UNSUPPORTED_ACTIONS.has(keyword.text)) throw new UnsupportedTemplateError(`{{ ${keyword.text} }}`);
    switch (keyword.text) {
      case 'if':
      case 'with':
      case 'range':
        next();
        return [control(keyword.text)];
      case 'break':
      case 'continue':
        next();
        if (rangeDepth === 0) throw new TemplateError(`{{${keyword.text}}} outside {{range}}`);
        end();
        return [{ kind: keyword.text }];
      case 'else':
      case 'end':
        throw new TemplateError(`unexpected {{${keyword.text}}}`);
      default:
        return [pipeAction()];
    }
  }

  function pipeAction(): TemplateNode {
    const pipe = pipeline('command', 'right');
    return { kind: 'action', pipe };
  }

  function control(kind: 'if' | 'with' | 'range'): TemplateNode {
    const outer = scope;
    scope = new Set(outer);
    const pipe = pipeline(kind, 'right');
    if (kind === 'range') rangeDepth += 1;
    const body = list(['else', 'end']);
    if (kind === 'range') rangeDepth -= 1;
    const otherwise = alternative(kind);
    scope = outer;
    return { kind, pipe, list: body, otherwise };
  }

  function alternative(kind: 'if' | 'with' | 'range'): TemplateNode[] {
    if (next().text === 'end') {
      end();
      return [];
    }
    skipSpace();
    const chained = peek();
    if (chained.kind === 'word' && chained.text === kind && kind !== 'range') {
      next();
      return [control(kind)];
    }
    end();
    const nodes = list(['end']);
    next();
    end();
    return nodes;
  }

  function pipeline(context: string, closing: 'right' | ')'): Pipe {
    skipSpace();
    const { variables, isAssignment } = declaration(context);
    const commands: Command[] = [];
    for (;;) {
      commands.push(command(context));
      const token = next();
      if (token.kind === closing || token.text === closing) break;
      if (token.text !== '|') throw new TemplateError(`unexpected ${JSON.stringify(token.text)} in ${context}`);
      skipSpace();
    }
    for (const name of variables) if (!isAssignment) scope.add(name);
    return { variables, isAssignment, commands };
  }

  function declaration(context: string): Pick<Pipe, 'variables' | 'isAssignment'> {
    const start = at;
    const variables: string[] = [];
    while (peek().kind === 'variable' && variables.length < (context === 'range' ? 2 : 1)) {
      variables.push(next().text);
      skipSpace();
      const token = next();
      if (token.text === ':=' || token.text === '=') {
        skipSpace();
        for (const name of variables) if (token.text === '=') known(name);
        return { variables, isAssignment: token.text === '=' };
      }
      if (token.text !== ',') break;
      skipSpace();
    }
    at = start;
    return { variables: [], isAssignment: false };
  }

  function command(context: string): Command {
    const operands: Operand[] = [];
    for (;;) {
      const token = peek();
      if (token.kind === 'space') next();
      else if (token.kind === 'right' || token.text === ')' || token.text === '|') break;
      else operands.push(operand());
    }
    const [first, ...others] = operands;
    if (!first) throw new TemplateError(`missing value for ${context}`);
    return [first, ...others];
  }

  function operand(): Operand {
    const token = next();
    switch (token.kind) {
      case 'literal':
        return { kind: 'literal', value: token.value };
      case 'variable':
        known(token.text);
        return { kind: 'variable', name: token.text, fields: fields() };
      case 'field':
        return { kind: 'dot', fields: [token.text, ...fields()] };
      case 'word':
        return word(token.text);
      default:
        if (token.text === '.') return { kind: 'dot', fields: [] };
        if (token.text === '(') return { kind: 'pipe', pipe: pipeline('parenthesized pipeline', ')'), fields: fields() };
        throw new TemplateError(`unexpected ${JSON.stringify(token.text)} in operand`);
    }
  }

  function word(name: string): Operand {
    if (name === 'nil') return { kind: 'literal', value: null };
    if (!isFunction(name)) throw new TemplateError(`function "${name}" not defined`);
    return { kind: 'function', name };
  }

  function fields(): string[] {
    const names: string[] = [];
    while (peek().kind === 'field') names.push(next().text);
    return names;
  }

  function known(name: string): void {
    if (!scope.has(name)) throw new TemplateError(`undefined variable "${name}"`);
  }

  function expect(kind: Token['kind']): void {
    const token = next();
    if (token.kind !== kind) throw new TemplateError(`unexpected ${JSON.stringify(token.text)}`);
  }

  function end(): void {
    skipSpace();
    expect('right');
  }

  function skipSpace(): void {
    while (peek().kind === 'space') next();
  }

  return list([]);
}
