/** What a Loki contains: labels that make its streams, and structured metadata of its lines. */
export interface LogFacts {
  readonly streamLabels: Readonly<Record<string, LogLabelFacts>>;
  readonly structuredMetadata?: Readonly<Record<string, { readonly help?: string }>>;
}

/** A label of streams. */
export interface LogLabelFacts {
  /** The only values that it has; any value if absent or empty. */
  readonly values?: readonly string[];
  readonly help?: string;
}
