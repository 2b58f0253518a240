/** Matches the placeholder of a label in a legend. */
const LABEL = /\{\{\s*(.*?)\s*\}\}/g;

/** A placeholder in a legend that uses the syntax of alert templates, its position, and the intended label. */
export interface AlertLabel {
  readonly whole: string;
  readonly offset: number;
  /** Empty if unknown. */
  readonly meant: string;
}

/**
 * The placeholders in a legend that cannot be label names; `{{$name}}` is the label that a dashboard variable names.
 */
export function alertLabelsIn(legend: string, variables: ReadonlySet<string>): AlertLabel[] {
  return [...legend.matchAll(LABEL)].flatMap(({ 0: whole, 1: inner = '', index }) => {
    const meant = meantLabel(inner, variables);
    return meant === undefined ? [] : [{ whole, offset: index, meant }];
  });
}

/** The intended label, or an empty string if unknown; undefined for a valid placeholder. */
function meantLabel(inner: string, variables: ReadonlySet<string>): string | undefined {
  const [, label] = /^(?:\$labels|\.Labels|\$value\.Labels|\.CommonLabels)\.?(\w*)/.exec(inner) ?? [];
  if (label !== undefined) return variables.has('labels') && inner.startsWith('$') ? undefined : label;
  if (/^\$values?\b/.test(inner)) return variables.has('value') || variables.has('values') ? undefined : '';
  const [, dotted] = /^\.(\w+)$/.exec(inner) ?? [];
  if (dotted !== undefined) return dotted;
  // A function or a pipe: `printf "%.2f" x`, `instance | toUpper`.
  const [, piped] = /^\$?(\w+)?\s*\|(?!\|)/.exec(inner) ?? [];
  return /[|"]/.test(inner) ? (piped ?? '') : undefined;
}
