/** Where something is in a template, in UTF-16 units; what was put before the text has a negative offset. */
export interface Span {
  readonly offset: number;
  readonly length: number;
}

/** A parsed template. Its span is that of its first action, `{{ if … }}`. */
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
/** A name of a template, and where it is written with its quotes. */
export interface TemplateName extends Span {
  readonly text: string;
}
export interface Pipe extends Span {
  /** Variables that get its value, with their dollar. */
  readonly variables: readonly string[];
  readonly isAssignment: boolean;
  readonly commands: readonly Command[];
}
/** Operands of a command; the first may be a function. */
export type Command = readonly [Operand, ...Operand[]];
/** The span is that of the operand with its fields. */
export type Operand = Span &
  (
    | { readonly kind: 'literal'; readonly value: string | number | bigint | boolean | null }
    | { readonly kind: 'dot'; readonly fields: readonly string[] }
    | { readonly kind: 'variable'; readonly name: string; readonly fields: readonly string[] }
    | { readonly kind: 'function'; readonly name: string; readonly fields: readonly string[] }
    | { readonly kind: 'pipe'; readonly pipe: Pipe; readonly fields: readonly string[] }
  );

/** Why Go refuses a template, and where. */
export interface TemplateProblem extends Span {
  readonly kind:
    | 'syntax'
    | 'unclosed action'
    | 'missing end'
    | 'stray end'
    | 'nested definition'
    | 'unknown function'
    | 'undefined variable';
  /** In Go's words, as far as they help. */
  readonly message: string;
  /** The word that is not known, or that has no end. */
  readonly name?: string;
  /** What could be meant by it. */
  readonly known?: readonly string[];
}
