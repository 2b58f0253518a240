import type { Token } from './lexer.ts';
import type { Command, Operand, Pipe } from './nodes.ts';
import type { TokenReader } from './token-reader.ts';

/** The variables in scope; a pipeline may add to them. */
export interface Scope {
  variables: readonly string[];
}

/** Reads a pipeline including the end of its action; `context` is Go's name for the position. */
export type ReadPipeline = (context: string) => Pipe;

/** Deeper than any pipeline in practice. */
const MOST_PARENTHESES = 100;

/** Creates the parser for pipelines. It reports unknown functions and variables and continues. */
export function pipelines(
  { peek, next, skipSpace, mark, from, unexpected, stop, report }: TokenReader,
  functions: ReadonlySet<string>,
  scope: Scope,
): ReadPipeline {
  let depth = 0;

  /** Ends at the closing parenthesis if `parenthesis` is given. */
  function pipeline(context: string, parenthesis?: Token): Pipe {
    if (depth >= MOST_PARENTHESES)
      throw stop('syntax', `it nests deeper than ${MOST_PARENTHESES} parentheses`, parenthesis ?? peek());
    depth += 1;
    const pipe = pipelineOf(context, parenthesis);
    depth -= 1;
    return pipe;
  }

  function pipelineOf(context: string, parenthesis: Token | undefined): Pipe {
    skipSpace();
    const start = peek();
    const { variables, isAssignment } = declaration(context);
    const commands: Command[] = [];
    for (;;) {
      skipSpace();
      const token = peek();
      if (closes(token)) {
        if (token.kind === 'right' && parenthesis) throw stop('syntax', 'unclosed left paren', parenthesis);
        if (token.kind !== 'right' && !parenthesis) throw unexpected(token, context);
        if (commands.length === 0) throw stop('syntax', `missing value for ${context}`, token);
        next();
        return { variables, isAssignment, commands, offset: start.offset, length: token.offset - start.offset };
      }
      if (!isOperand(token)) throw unexpected(token, context);
      const found = command();
      const [first] = found;
      if (commands.length > 0 && (first.kind === 'literal' || (first.kind === 'dot' && first.fields.length === 0)))
        throw stop('syntax', `non executable command in pipeline stage ${commands.length + 1}`, first);
      commands.push(found);
    }
  }

  function declaration(context: string): Pick<Pipe, 'variables' | 'isAssignment'> {
    const variables: string[] = [];
    for (let variable = peek(); variable.kind === 'variable'; variable = peek()) {
      const goBack = mark();
      next();
      skipSpace();
      const sign = peek();
      if (sign.kind !== 'punctuation' || !['=', ':=', ','].includes(sign.text)) {
        goBack();
        break;
      }
      next();
      variables.push(variable.text);
      // Go also treats a variable that is only assigned as known; the execution fails later.
      scope.variables = [...scope.variables, variable.text];
      if (sign.text !== ',') return { variables, isAssignment: sign.text === '=' };
      if (context !== 'range' || variables.length > 1)
        throw stop('syntax', `too many declarations in ${context}`, sign);
      skipSpace();
      if (isOperand(peek()) && peek().kind !== 'variable')
        throw stop('syntax', 'range can only initialize variables', peek());
    }
    return { variables, isAssignment: false };
  }

  function command(): Command {
    const first = operand();
    const others: Operand[] = [];
    for (let token = peek(); !closes(token); token = peek()) {
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
    if (names.length > 0 && (term.kind === 'literal' || (term.kind === 'dot' && term.fields.length === 0)))
      throw stop('syntax', `unexpected . after term ${JSON.stringify(token.text)}`, token);
    return term.kind === 'literal' ? { ...term, ...span } : { ...term, fields: [...term.fields, ...names], ...span };
  }

  function termOf(token: Token): Operand {
    const { offset, length, text } = token;
    const span = { offset, length };
    switch (token.kind) {
      case 'literal':
        return { kind: 'literal', value: token.value, ...span };
      case 'variable':
        if (!scope.variables.includes(text))
          report('undefined variable', `undefined variable "${text}"`, span, { name: text, known: scope.variables });
        return { kind: 'variable', name: text, fields: [], ...span };
      case 'field':
        return { kind: 'dot', fields: [text], ...span };
      case 'word':
        if (!functions.has(text))
          report('unknown function', `function "${text}" not defined`, span, { name: text, known: [...functions] });
        return { kind: 'function', name: text, fields: [], ...span };
      default:
        return text === '('
          ? { kind: 'pipe', pipe: pipeline('parenthesized pipeline', token), fields: [], ...span }
          : { kind: 'dot', fields: [], ...span };
    }
  }

  return (context) => pipeline(context);
}

function closes({ kind, text }: Token): boolean {
  return kind === 'right' || (kind === 'punctuation' && text === ')');
}

/** Whether an operand can begin with this token. */
function isOperand({ kind, text }: Token): boolean {
  return (
    kind === 'literal' ||
    kind === 'variable' ||
    kind === 'field' ||
    kind === 'word' ||
    (kind === 'punctuation' && (text === '.' || text === '('))
  );
}
