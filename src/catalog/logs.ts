/** What a Loki holds: labels that make its streams, and structured metadata of its lines. */
export interface LogFacts {
  readonly streamLabels: Readonly<Record<string, { readonly values: readonly string[]; readonly help?: string }>>;
  readonly structuredMetadata: Readonly<Record<string, { readonly help?: string }>>;
}
