/** A part of a legend that stands for the value of a label. */
const LABEL = /\{\{\s*(.*?)\s*\}\}/g;

/** A part of a legend that is written as in a template of an alert, where it is, and the label that was meant. */
export interface AlertLabel {
  readonly whole: string;
  readonly offset: number;
  /** Empty where it is not known. */
  readonly meant: string;
}

/** What of a legend no label can be called; `{{$name}}` is the label that a variable of the dashboard names. */
export function alertLabelsIn(legend: string, variables: ReadonlySet<string>): AlertLabel[] {
  return [...legend.matchAll(LABEL)].flatMap(({ 0: whole, 1: inner = '', index }) => {
    const meant = meantLabel(inner, variables);
    return meant === undefined ? [] : [{ whole, offset: index, meant }];
  });
}

/** The label that somebody meant, an empty text where it is not known; nothing for what is right. */
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
