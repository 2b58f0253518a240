/** Quotes a word for a shell, in a command that a message tells people to run. */
export function shellWord(text: string): string {
  return /^[\w./:@^~+-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
