/** Quotes a name with backquotes. */
export function identifier(name: string): string {
  // Some names are also used in SQL comments, which a line break would end.
  if (name === '' || /\p{Cc}/u.test(name))
    throw new Error(
      `${JSON.stringify(name)} cannot be a name in ClickHouse here: it is empty or holds a control character.`,
    );
  return `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``;
}

/** Quotes a string. */
export function literal(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
