/** What tsc prints for a key that nothing reads. */
export interface UnknownKey<K extends string, Known extends string> {
  readonly unknownKey: K;
  readonly known: Known;
}
