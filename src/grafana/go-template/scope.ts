/** The variables of a block and of the blocks around it: `$` and `$name`. */
export interface Scope<Value> {
  readonly variables: Map<string, Value>;
  readonly outer: Scope<Value> | undefined;
}

/** The scope of a whole template, or of a definition, with the data as `$`. */
export function rootScope<Value>(data: Value): Scope<Value> {
  return { variables: new Map([['$', data]]), outer: undefined };
}

/** The scope of a block. */
export function nestedScope<Value>(outer: Scope<Value>): Scope<Value> {
  return { variables: new Map(), outer };
}

/** The innermost scope that declares a variable; undefined if none does. */
export function scopeOf<Value>(scope: Scope<Value>, name: string): Scope<Value> | undefined {
  let holder: Scope<Value> | undefined = scope;
  while (holder && !holder.variables.has(name)) holder = holder.outer;
  return holder;
}
