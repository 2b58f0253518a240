/**
 * Every object of alerting and data source files that any build emitted, by `kind/org/name`: `rule/1/disk-full`.
 * Grafana keeps objects that vanish from a file, so the next build must know what earlier ones wrote.
 */
export type Identities = Readonly<Record<string, IdentityFacts>>;

/**
 * Other facts of an object as last emitted: those that Grafana keeps unique, and those that identify it under another
 * name.
 */
export interface IdentityFacts {
  /** Set for a rule. */
  readonly title?: string;
  /** Set for a rule. */
  readonly folder?: string;
  /** The contact point of a receiver. */
  readonly name?: string;
  /** Set for a data source. */
  readonly uid?: string;
  /** Hash of a mute timing or template, which has no uid. */
  readonly content?: string;
  /** No longer emitted: it is in a delete list until it is forgotten. */
  readonly gone?: true;
}

/** Kinds of objects that Grafana keeps when they vanish from their file; identity keys begin with them. */
export const IDENTITY_KINDS = ['datasource', 'rule', 'contact-point', 'mute-timing', 'template', 'policies'] as const;
