/** The labels that a vector may have. */
export interface LabelSet {
  readonly names: ReadonlySet<string>;
  /** True when it may have labels other than the named ones. */
  readonly isOpen: boolean;
  /** Labels that it certainly lacks, whatever the series had. */
  readonly lacks: ReadonlySet<string>;
  /** Labels that can have only one value, with that value. */
  readonly fixed: ReadonlyMap<string, string>;
  /** True when the series certainly have the named labels. */
  readonly isCertain: boolean;
}

/** The labels of a vector that has none, such as `vector(1)`. */
export const NO_LABELS: LabelSet = closed([]);

/** Exactly these labels. */
export function closed(
  names: Iterable<string>,
  isCertain = true,
  fixed: ReadonlyMap<string, string> = new Map(),
): LabelSet {
  return { names: new Set(names), isOpen: false, lacks: new Set(), fixed, isCertain };
}

/** Any labels. */
export function open(fixed: ReadonlyMap<string, string> = new Map()): LabelSet {
  return { names: new Set(), isOpen: true, lacks: new Set(), fixed, isCertain: false };
}

/** Whether the vector certainly lacks a label. */
export function lacks(set: LabelSet, label: string): boolean {
  return set.lacks.has(label) || (!set.isOpen && !set.names.has(label));
}

/** The labels left after some are removed. */
export function without(set: LabelSet, gone: readonly string[]): LabelSet {
  return {
    ...set,
    names: new Set([...set.names].filter((name) => !gone.includes(name))),
    lacks: new Set([...set.lacks, ...gone]),
    fixed: new Map([...set.fixed].filter(([name]) => !gone.includes(name))),
  };
}

/** The labels that an aggregation keeps. */
export function only(set: LabelSet, kept: readonly string[]): LabelSet {
  return closed(
    kept.filter((name) => !lacks(set, name)),
    set.isCertain && !set.isOpen,
    new Map([...set.fixed].filter(([name]) => kept.includes(name))),
  );
}

/** The labels after others are added. */
export function withLabels(set: LabelSet, added: readonly string[]): LabelSet {
  return {
    ...set,
    names: new Set([...set.names, ...added]),
    lacks: new Set([...set.lacks].filter((name) => !added.includes(name))),
    fixed: new Map([...set.fixed].filter(([name]) => !added.includes(name))),
  };
}

/** The labels of either of two vectors. */
export function either(one: LabelSet, other: LabelSet): LabelSet {
  return {
    names: new Set([...one.names, ...other.names]),
    isOpen: one.isOpen || other.isOpen,
    lacks: new Set([...one.lacks, ...other.lacks].filter((name) => lacks(one, name) && lacks(other, name))),
    fixed: new Map([...one.fixed].filter(([name, value]) => other.fixed.get(name) === value)),
    isCertain: one.isCertain && other.isCertain,
  };
}

/** Describes a label whose only value differs between two vectors; undefined when there is none. */
export function conflict(one: LabelSet, other: LabelSet): string | undefined {
  const found = [...one.fixed].find(([name, value]) => other.fixed.has(name) && other.fixed.get(name) !== value);
  return found && `${found[0]} is "${found[1]}" on the left and "${other.fixed.get(found[0])}" on the right`;
}

/**
 * Why the labels of two vectors can never be equal: a label that only one side has, or one whose values differ;
 * undefined when they may be equal.
 */
export function difference(one: LabelSet, other: LabelSet): string | undefined {
  const fixed = conflict(one, other);
  if (fixed) return fixed;
  // A label that one side has and the other cannot have.
  for (const [set, opposite, side] of [
    [one, other, 'left'],
    [other, one, 'right'],
  ] as const) {
    const label =
      [...set.names].find((name) => lacks(opposite, name)) ??
      [...set.fixed.keys()].find((name) => lacks(opposite, name));
    if (label !== undefined) return `only the ${side} side has the label ${label}`;
  }
  return undefined;
}
