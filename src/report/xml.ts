/** A text as the content of an XML element; what XML has no place for, escaped or not, is U+FFFD. */
export function xmlText(value: string): string {
  return value
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/** A text as the value of an XML attribute, with its quotes; line breaks stay line breaks. */
export function xmlAttribute(value: string): string {
  return `"${xmlText(value).replaceAll('"', '&quot;').replaceAll('\n', '&#10;')}"`;
}
