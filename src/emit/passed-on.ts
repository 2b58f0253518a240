/**
 * The text of a file that is passed through unchanged, because its `$` are already written for Grafana; undefined for
 * our own files.
 */
export function passedOnText(value: object): string | undefined {
  return 'asItIs' in value && typeof value.asItIs === 'string' ? value.asItIs : undefined;
}
