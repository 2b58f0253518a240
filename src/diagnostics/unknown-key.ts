/** Makes tsc print the unknown key and the known ones. */
export interface UnknownKey<K extends string, Known extends string> {
  readonly unknownKey: K;
  readonly known: Known;
}
