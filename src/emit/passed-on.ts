/** The text of a file that is passed on as it is: its `$` are Grafana's already. Undefined for a file of our own. */
export function passedOnText(value: object): string | undefined {
  return 'asItIs' in value && typeof value.asItIs === 'string' ? value.asItIs : undefined;
}
