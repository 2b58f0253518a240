/**
 * Every object of alerting and data source files that a build ever emitted, by `kind/org/name`: `rule/1/disk-full`.
 * Grafana keeps
 * what vanishes from a file, so the next build has to know what the last one wrote.
 */
export type Identities = Readonly<Record<string, IdentityFacts>>;

/**
 * What else Grafana keeps unique about an object, as it was last emitted, or what shows it again under another name.
 */
export interface IdentityFacts {
  /** Of a rule. */
  readonly title?: string;
  /** Of a rule. */
  readonly folder?: string;
  /** Of a receiver: its contact point. */
  readonly name?: string;
  /** Of a data source. */
  readonly uid?: string;
  /** Hash of a mute timing or template, which have no uid. */
  readonly content?: string;
  /** No longer emitted: it is in a delete list until it is forgotten. */
  readonly gone?: true;
}

/** Kinds of objects that Grafana keeps when they vanish from their file, as the keys of identities begin. */
export const IDENTITY_KINDS = ['datasource', 'rule', 'contact-point', 'mute-timing', 'template', 'policies'] as const;
