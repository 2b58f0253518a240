/** A matcher whose value contains a number: `instance="web-12"`. */
const NUMBERED = /\b([A-Za-z_]\w*)(\s*!?=\s*)"([\w.:/-]*\d[\w.:/-]*)"/g;
/** Labels whose numbers matter to rules: bucket bounds, quantiles, and Prometheus' own labels. */
const MEANT = /^(?:le|quantile|__\w*)$/;
/** With these in the text, a double quote may be part of a string. */
const OTHER_QUOTES = /['`\\]/;

/**
 * A PromQL text whose numbered label values are replaced by placeholders in order of appearance. Texts of one shape ask
 * the same of other shards or instances, so when no rule finds anything in one of them, none does in the others. Equal
 * values stay equal, different ones stay different, and the words in them are kept.
 */
export function shapeOf(text: string): string {
  if (OTHER_QUOTES.test(text)) return text;
  const values: string[] = [];
  return text.replace(NUMBERED, (whole: string, label: string, operator: string, value: string) => {
    if (MEANT.test(label)) return whole;
    let place = values.indexOf(value);
    if (place === -1) place = values.push(value) - 1;
    return `${label}${operator}"${value.replace(/\d+/g, '\0')}${place}"`;
  });
}
