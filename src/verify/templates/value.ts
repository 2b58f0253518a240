import { byKey } from '../../diagnostics/order.ts';

/** A Go map with string keys; printed by its own String method if it has one. */
export interface GoMap {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, GoValue>;
  /** The value that `index` returns for a missing key. */
  readonly zero: GoValue;
  readonly methods?: Methods;
  readonly text?: () => string;
}
/** A Go struct with a String method. */
export interface GoStruct {
  readonly kind: 'struct';
  readonly type: string;
  readonly fields: ReadonlyMap<string, GoValue>;
  readonly methods?: Methods;
  readonly text: () => string;
}
/** A Go slice. */
export interface GoList {
  readonly kind: 'list';
  readonly type: string;
  readonly items: readonly GoValue[];
  readonly methods?: Methods;
}
/** Methods by name; one without arguments reads like a field. */
export type Methods = ReadonlyMap<string, (...args: readonly GoValue[]) => GoValue>;
/** A value in a template: bigint for int, number for float64, null for nil, undefined for a missing key or field. */
export type GoValue = string | number | bigint | boolean | null | undefined | GoMap | GoStruct | GoList;

/** The template is not valid, or a call in it fails: Grafana then sends the text unexpanded. */
export class TemplateError extends Error {}
/** The template uses something that Grafana may support but is not implemented here. */
export class UnsupportedTemplateError extends Error {}

/** Whether Go's templates treat a value as true. */
export function isTrue(value: GoValue): boolean {
  if (typeof value === 'object' && value !== null) {
    if (value.kind === 'list') return value.items.length > 0;
    return value.kind === 'struct' || value.entries.size > 0;
  }
  return typeof value === 'number' ? value !== 0 : Boolean(value);
}

/** The entries of a map in the order in which Go prints and ranges over them. */
export function sortedEntries(map: GoMap): [string, GoValue][] {
  return [...map.entries].sort(byKey);
}

/** The name of a value's type in Go's messages. */
export function typeName(value: GoValue): string {
  switch (typeof value) {
    case 'bigint':
      return 'int';
    case 'number':
      return 'float64';
    case 'boolean':
      return 'bool';
    case 'string':
      return 'string';
    default:
      return value === null || value === undefined ? '<nil>' : value.kind === 'map' ? 'template.Labels' : value.type;
  }
}
