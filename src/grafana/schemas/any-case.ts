/**
 * `HTML` -> `[hH][tT][mM][lL]`: Grafana compares some names case-insensitively, and a JSON Schema pattern has no flag
 * for that.
 */
export function anyCase(name: string): string {
  return name.replaceAll(/[A-Za-z]/g, (letter) => `[${letter.toLowerCase()}${letter.toUpperCase()}]`);
}
