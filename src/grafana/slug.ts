/** Grafana's slug of a title, near enough to see that two are equal: lower case, a dash for each run of other signs. */
export function slug(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '');
}
