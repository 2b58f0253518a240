/** Characters that XML does not allow even escaped, and those that control a terminal. */
const UNFIT =
  /[^\t\n\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]|[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** A text as the content of an XML element; invalid characters become U+FFFD. */
export function xmlText(value: string): string {
  return (
    value
      .replaceAll('\r\n', '\n')
      .replaceAll(UNFIT, '\uFFFD')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      // A CI runner would also execute commands in a printed report.
      .replaceAll(/^(\s*):(?=:)/gm, '$1&#58;')
      .replaceAll(/##(?=\w*\[)/g, '&#35;#')
  );
}

/** A text as the value of an XML attribute, with its quotes; line breaks stay line breaks. */
export function xmlAttribute(value: string): string {
  return `"${xmlText(value).replaceAll('"', '&quot;').replaceAll('\n', '&#10;')}"`;
}
