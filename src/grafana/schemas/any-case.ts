/**
 * `HTML` -> `[hH][tT][mM][lL]`: Grafana compares some names in any case, and a JSON Schema pattern has no flag for it.
 */
export function anyCase(name: string): string {
  return name.replaceAll(/[A-Za-z]/g, (letter) => `[${letter.toLowerCase()}${letter.toUpperCase()}]`);
}
