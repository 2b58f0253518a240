/** A name in backquotes. */
export function identifier(name: string): string {
  // A line break would end the comment that shows the name.
  if (name === '' || /\p{Cc}/u.test(name))
    throw new Error(
      `${JSON.stringify(name)} cannot be a name in ClickHouse here: it is empty or holds a control character.`,
    );
  return `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``;
}

/** A string. */
export function literal(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
