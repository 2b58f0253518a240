/** A position in a template, in UTF-16 units; the prefix before the text has negative offsets. */
export interface Span {
  readonly offset: number;
  readonly length: number;
}

/** A node of a parsed template. The span is that of its first action, `{{ if … }}`. */
export type TemplateNode =
  | (Span & { readonly kind: 'text'; readonly text: string })
  | (Span & { readonly kind: 'action'; readonly pipe: Pipe })
  | (Span & {
      readonly kind: 'if' | 'with' | 'range';
      readonly pipe: Pipe;
      readonly list: readonly TemplateNode[];
      readonly otherwise: readonly TemplateNode[];
    })
  | (Span & { readonly kind: 'break' | 'continue' })
  | (Span & { readonly kind: 'template'; readonly name: TemplateName; readonly pipe: Pipe | undefined })
  | (Span & { readonly kind: 'define'; readonly name: TemplateName; readonly list: readonly TemplateNode[] })
  | (Span & {
      readonly kind: 'block';
      readonly name: TemplateName;
      readonly pipe: Pipe;
      readonly list: readonly TemplateNode[];
    });
/** The name of a template, with the position of the quoted name. */
export interface TemplateName extends Span {
  readonly text: string;
}
export interface Pipe extends Span {
  /** Variables that get its value, including the dollar. */
  readonly variables: readonly string[];
  readonly isAssignment: boolean;
  readonly commands: readonly Command[];
}
/** Operands of a command; the first may be a function. */
export type Command = readonly [Operand, ...Operand[]];
/** The span covers the operand with its fields. */
export type Operand = Span &
  (
    | { readonly kind: 'literal'; readonly value: string | number | bigint | boolean | null }
    | { readonly kind: 'dot'; readonly fields: readonly string[] }
    | { readonly kind: 'variable'; readonly name: string; readonly fields: readonly string[] }
    | { readonly kind: 'function'; readonly name: string; readonly fields: readonly string[] }
    | { readonly kind: 'pipe'; readonly pipe: Pipe; readonly fields: readonly string[] }
  );

/** Why Go refuses a template, with the position. */
export interface TemplateProblem extends Span {
  readonly kind:
    | 'syntax'
    | 'unclosed action'
    | 'missing end'
    | 'stray end'
    | 'nested definition'
    | 'unknown function'
    | 'undefined variable';
  /** Go's message, if it is helpful. */
  readonly message: string;
  /** The unknown word, or the one without an end. */
  readonly name?: string;
  /** Known words that may be meant. */
  readonly known?: readonly string[];
}
