import { byKey } from '../diagnostics/order.ts';

/** Label names and values of a series or an alert instance. */
export type Labels = Readonly<Record<string, string>>;

/** A key that is equal for equal labels, whatever their order. */
export function labelsKey(labels: Labels): string {
  return JSON.stringify(sorted(labels));
}

/** `{instance="web-1", mode="idle"}` */
export function labelsText(labels: Labels): string {
  return `{${sorted(labels)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(', ')}}`;
}

/** Whether every label of `part` is in `whole` with the same value. */
export function containsLabels(whole: Labels, part: Labels): boolean {
  return Object.entries(part).every(([name, value]) => Object.hasOwn(whole, name) && whole[name] === value);
}

function sorted(labels: Labels): [string, string][] {
  return Object.entries(labels).sort(byKey);
}
