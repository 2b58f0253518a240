import type { Command, Operand, Pipe, TemplateNode } from '../../grafana/go-template/nodes.ts';
import { nestedScope, rootScope, type Scope, scopeOf } from '../../grafana/go-template/scope.ts';
import { callFunction, type FunctionTable } from './functions.ts';
import { sprint } from './printf.ts';
import {
  type GoValue,
  isTrue,
  type Methods,
  sortedEntries,
  TemplateError,
  typeName,
  UnsupportedTemplateError,
} from './value.ts';

type Signal = 'break' | 'continue' | undefined;

/** What a template may call besides Go's built-in functions. */
export interface Environment {
  /** Other templates by name: parsed ones, and functions that print what the template would. */
  readonly templates?: ReadonlyMap<string, readonly TemplateNode[] | ((data: GoValue) => string)>;
  readonly functions?: FunctionTable;
  /** Whether a missing key of a map gives its zero value instead of `<no value>`. */
  readonly missingIsZero?: boolean;
}

/** Templates that are nested more deeply than this never end. */
const DEEPEST = 200;

/**
 * The text of a template for its data. Throws TemplateError where Go's execution fails; no part of the text is kept
 * then.
 */
export function executeTemplate(
  nodes: readonly TemplateNode[],
  data: GoValue,
  environment: Environment = {},
  depth = 0,
): string {
  const { functions = {}, templates = new Map(), missingIsZero = false } = environment;
  const output: string[] = [];
  if (depth > DEEPEST) throw new TemplateError('exceeded maximum template depth');

  function run(list: readonly TemplateNode[], dot: GoValue, scope: Scope<GoValue>): Signal {
    for (const node of list) {
      const signal = step(node, dot, scope);
      if (signal) return signal;
    }
    return undefined;
  }

  function step(node: TemplateNode, dot: GoValue, scope: Scope<GoValue>): Signal {
    switch (node.kind) {
      case 'text':
        output.push(node.text);
        return undefined;
      case 'action': {
        const value = pipeValue(node.pipe, dot, scope);
        if (node.pipe.variables.length === 0) output.push(value === undefined ? '<no value>' : sprint(value));
        return undefined;
      }
      case 'if':
      case 'with': {
        const inner = nestedScope(scope);
        const value = pipeValue(node.pipe, dot, inner);
        if (isTrue(value)) return run(node.list, node.kind === 'with' ? value : dot, inner);
        return run(node.otherwise, dot, inner);
      }
      case 'range':
        return range(node, dot, scope);
      case 'break':
      case 'continue':
        return node.kind;
      case 'define':
        return undefined;
      case 'template':
      case 'block':
        output.push(called(node.name.text, node.pipe ? pipeValue(node.pipe, dot, scope) : undefined));
        return undefined;
    }
  }

  function called(name: string, argument: GoValue): string {
    const template = templates.get(name);
    if (template === undefined) throw new TemplateError(`template ${JSON.stringify(name)} not defined`);
    return typeof template === 'function'
      ? template(argument)
      : executeTemplate(template, argument, environment, depth + 1);
  }

  function range(
    node: Extract<TemplateNode, { kind: 'if' | 'with' | 'range' }>,
    dot: GoValue,
    scope: Scope<GoValue>,
  ): Signal {
    const value = pipeValue({ ...node.pipe, variables: [] }, dot, nestedScope(scope));
    if (typeof value === 'bigint') throw new UnsupportedTemplateError('{{ range }} over a number');
    if (value !== undefined && (typeof value !== 'object' || value === null || value.kind === 'struct'))
      throw new TemplateError(`range can't iterate over ${sprint(value)}`);
    const entries: readonly (readonly [GoValue, GoValue])[] =
      value === undefined
        ? []
        : value.kind === 'list'
          ? value.items.map((item, index) => [BigInt(index), item] as const)
          : sortedEntries(value);
    if (entries.length === 0) return run(node.otherwise, dot, nestedScope(scope));
    for (const [key, item] of entries) {
      const inner = nestedScope(scope);
      const [first, second] = node.pipe.variables;
      if (first !== undefined) set(inner, first, second === undefined ? item : key, node.pipe.isAssignment);
      if (second !== undefined) set(inner, second, item, node.pipe.isAssignment);
      if (run(node.list, item, inner) === 'break') break;
    }
    return undefined;
  }

  function pipeValue({ variables, isAssignment, commands }: Pipe, dot: GoValue, scope: Scope<GoValue>): GoValue {
    let value: GoValue;
    for (const [index, command] of commands.entries())
      value = commandValue(command, dot, scope, index === 0 ? [] : [value]);
    for (const name of variables) set(scope, name, value, isAssignment);
    return value;
  }

  /** `final` holds the piped value, which becomes the last argument. */
  function commandValue(
    [first, ...others]: Command,
    dot: GoValue,
    scope: Scope<GoValue>,
    final: readonly GoValue[],
  ): GoValue {
    if (first.kind !== 'function') {
      if (others.length > 0 || final.length > 0)
        return methodCall(first, [...others.map((operand) => operandValue(operand, dot, scope)), ...final], dot, scope);
      if (first.kind === 'literal' && first.value === null) throw new TemplateError('nil is not a command');
      return operandValue(first, dot, scope);
    }
    const namespaced = `${first.name}.${first.fields.join('.')}`;
    if (Object.hasOwn(functions, namespaced))
      return callFunction(
        namespaced,
        [...others.map((operand) => operandValue(operand, dot, scope)), ...final],
        functions,
      );
    if (first.fields.length > 0) {
      if (others.length > 0 || final.length > 0)
        throw new TemplateError(`${first.name} is not a method but has arguments`);
      return operandValue(first, dot, scope);
    }
    if (first.name === 'and' || first.name === 'or')
      return shortCircuit(first.name === 'or', [
        ...others.map((operand) => () => operandValue(operand, dot, scope)),
        ...final.map((value) => () => value),
      ]);
    const args = [...others.map((operand) => operandValue(operand, dot, scope)), ...final];
    return callFunction(first.name, args, functions);
  }

  /** `.CommonLabels.Remove .GroupLabels.Names`: the last field is a method. */
  function methodCall(operand: Operand, args: readonly GoValue[], dot: GoValue, scope: Scope<GoValue>): GoValue {
    const fields = 'fields' in operand ? operand.fields : [];
    const name = fields.at(-1) ?? '';
    const holder =
      'fields' in operand ? operandValue({ ...operand, fields: fields.slice(0, -1) }, dot, scope) : undefined;
    const method = methodOf(holder, name);
    if (!method) throw new TemplateError("can't give argument to non-function");
    return method(...args);
  }

  function operandValue(operand: Operand, dot: GoValue, scope: Scope<GoValue>): GoValue {
    switch (operand.kind) {
      case 'literal':
        return operand.value;
      case 'dot':
        return fieldsOf(dot, operand.fields, missingIsZero);
      case 'variable':
        return fieldsOf(variable(scope, operand.name), operand.fields, missingIsZero);
      case 'function':
        return fieldsOf(commandValue([{ ...operand, fields: [] }], dot, scope, []), operand.fields, missingIsZero);
      case 'pipe':
        return fieldsOf(pipeValue(operand.pipe, dot, scope), operand.fields, missingIsZero);
    }
  }

  run(nodes, data, rootScope(data));
  return output.join('');
}

function shortCircuit(stopsAt: boolean, values: readonly (() => GoValue)[]): GoValue {
  if (values.length === 0) throw new TemplateError('wrong number of args');
  let value: GoValue;
  for (const valueOf of values) {
    value = valueOf();
    if (isTrue(value) === stopsAt) break;
  }
  return value;
}

/** A missing key of a map gives undefined, and so do all fields below it; a missing field of a struct is an error. */
function fieldsOf(value: GoValue, fields: readonly string[], missingIsZero: boolean): GoValue {
  let found = value;
  for (const field of fields) {
    if (found === undefined) return undefined;
    if (typeof found !== 'object' || found === null)
      throw new TemplateError(`can't evaluate field ${field} in type ${typeName(found)}`);
    const method = methodOf(found, field);
    if (method) found = method();
    else if (found.kind === 'map')
      found = found.entries.has(field) ? found.entries.get(field) : missingIsZero ? found.zero : undefined;
    else if (found.kind === 'struct' && found.fields.has(field)) found = found.fields.get(field);
    else throw new TemplateError(`can't evaluate field ${field} in type ${found.type}`);
  }
  return found;
}

function methodOf(value: GoValue, name: string): ReturnType<Methods['get']> {
  return typeof value === 'object' && value !== null ? value.methods?.get(name) : undefined;
}

function variable(scope: Scope<GoValue>, name: string): GoValue {
  const holder = scopeOf(scope, name);
  if (!holder) throw new TemplateError(`undefined variable "${name}"`);
  return holder.variables.get(name);
}

function set(scope: Scope<GoValue>, name: string, value: GoValue, isAssignment: boolean): void {
  const target = isAssignment ? scopeOf(scope, name) : scope;
  if (!target) throw new TemplateError(`undefined variable: ${name}`);
  target.variables.set(name, value);
}
