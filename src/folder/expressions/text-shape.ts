/** A number, or a name with one, that a label has to be or not to be: `instance="web-12"`. */
const NUMBERED = /\b([A-Za-z_]\w*)(\s*!?=\s*)"([\w.:/-]*\d[\w.:/-]*)"/g;
/** Labels whose numbers mean something to a rule: bounds of buckets, quantiles, and those that Prometheus gave a meaning. */
const MEANT = /^(?:le|quantile|__\w*)$/;
/** With these a quotation mark may be a part of a text. */
const OTHER_QUOTES = /['`\\]/;

/**
 * A PromQL text with its numbered label values exchanged for their first, second and so on: texts of one shape ask the
 * same of other shards or instances, and no rule that finds nothing in one finds something in another. Equal
 * values stay equal and different ones different, and so does every word in them.
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
