/**
 * Grafana's slug of a title, close enough to tell whether two are equal: lower case, with a dash for each run of other
 * characters.
 */
export function slug(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '');
}
