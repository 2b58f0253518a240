/** The contents of a Loki: labels that identify its streams, and structured metadata of its lines. */
export interface LogFacts {
  readonly streamLabels: Readonly<Record<string, LogLabelFacts>>;
  readonly structuredMetadata?: Readonly<Record<string, { readonly help?: string }>>;
}

/** A label of streams. */
export interface LogLabelFacts {
  /** Its only values; any value if absent or empty. */
  readonly values?: readonly string[];
  readonly help?: string;
}
