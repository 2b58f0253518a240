import { lex, type Token } from './lexer.ts';
import type { Span, TemplateName, TemplateNode, TemplateProblem } from './nodes.ts';
import { pipelines, type Scope } from './pipelines.ts';
import { tokenReader, Unreadable } from './token-reader.ts';

export interface ParseOptions {
  /** Names of the functions that may be called. */
  readonly functions: ReadonlySet<string>;
  /** A template prepended to the text. */
  readonly prefix?: string;
  /** Whether the text becomes the body of a definition, in which no definition is allowed. */
  readonly isBody?: boolean;
}
/** A template as parsed by Go. */
export interface ParsedTemplate {
  /** Empty if the template cannot be parsed to the end. */
  readonly nodes: readonly TemplateNode[];
  /** The problems in the order of the text; Go's own message names the first. */
  readonly problems: readonly TemplateProblem[];
}
type Control = 'if' | 'with' | 'range';
/** Deeper than any template in practice. */
const MOST_LEVELS = 100;

/** Parses a template as Go's text/template does. */
export function parseTemplate(text: string, { functions, prefix = '', isBody = false }: ParseOptions): ParsedTemplate {
  const reader = tokenReader(lex(prefix + text, prefix.length), text.length);
  const { problems, peek, next, skipSpace, close, from, unexpected, stop, report } = reader;
  const scope: Scope = { variables: ['$'] };
  const pipeline = pipelines(reader, functions, scope);
  /** Whether each definition in this text has content; a second definition with content is refused. */
  const definitions = new Map<string, boolean>();
  const open: { readonly word: string; readonly at: Span }[] = [];
  let rangeDepth = 0;
  let level = 0;

  /** Limits the depth, because code that walks a template recurses for each level. */
  function within<Node>(left: Token, work: () => Node): Node {
    if (level >= MOST_LEVELS) throw stop('syntax', `it nests deeper than ${MOST_LEVELS} levels`, spanOf(left));
    level += 1;
    const node = work();
    level -= 1;
    return node;
  }

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
        return within(left, () => control(keyword.text as Control, left));
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
        return { kind: 'block', name, pipe, list: within(left, () => definition('block', name, left)), ...span };
      }
      case 'define': {
        if (!isTop || isBody) report('nested definition', 'unexpected {{define}}', keyword);
        const name = templateName('define clause');
        close('define clause');
        const span = from(left);
        return { kind: 'define', name, list: within(left, () => definition('define', name, left)), ...span };
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

  /** The body of a definition does not see the variables around it. */
  function definition(word: string, name: TemplateName, left: Token): TemplateNode[] {
    const { variables } = scope;
    const depth = rangeDepth;
    scope.variables = ['$'];
    rangeDepth = 0;
    open.push({ word, at: spanOf(left) });
    const body = list(false);
    const last = next();
    if (last.text !== 'end')
      throw stop('stray end', `unexpected {{else}} in ${word} clause`, last, { name: last.text });
    close('end');
    open.pop();
    scope.variables = variables;
    rangeDepth = depth;
    const hasContent = body.some((node) => node.kind !== 'text' || node.text.trim() !== '');
    if (hasContent && definitions.get(name.text) === true)
      report('syntax', `multiple definition of template "${name.text}"`, name);
    definitions.set(name.text, hasContent || definitions.get(name.text) === true);
    return body;
  }

  function control(kind: Control, left: Token): TemplateNode {
    const { variables } = scope;
    const pipe = pipeline(kind);
    const span = from(left);
    open.push({ word: kind, at: spanOf(left) });
    if (kind === 'range') rangeDepth += 1;
    const body = list(false);
    if (kind === 'range') rangeDepth -= 1;
    const otherwise = alternative(kind);
    open.pop();
    scope.variables = variables;
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
      return [within(word, () => control(kind, word))];
    }
    close('else');
    const nodes = list(false);
    const last = next();
    if (last.text !== 'end') throw stop('stray end', 'expected end; found {{else}}', last, { name: last.text });
    close('end');
    return nodes;
  }

  try {
    return { nodes: list(true), problems };
  } catch (error) {
    if (error instanceof Unreadable) return { nodes: [], problems };
    throw error;
  }
}

function spanOf({ offset, length }: Span): Span {
  return { offset, length };
}
