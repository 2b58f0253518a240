/** The entry of a table by a name from a file: `constructor` and `toString` are what a file says, not what objects inherit. */
export function own<Value>(table: Readonly<Record<string, Value>> | undefined, name: string): Value | undefined {
  return table !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;
}
