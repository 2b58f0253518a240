import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import { byKey } from '../diagnostics/order.ts';
import { isObject, listOf, numberOf, textOf } from '../folder/json.ts';

/** Findings that were there when the validator came to an old folder: how often each. */
export type Baseline = ReadonlyMap<string, number>;

/** Findings that the baseline does not know, and how many it does. */
export interface Fresh {
  readonly found: readonly Diagnostic[];
  readonly suppressed: number;
  /** How many it knows that are gone. */
  readonly fixed: number;
}

/** Reads a baseline file; undefined when it is not valid. */
export function parseBaseline(text: string): Baseline | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (!isObject(value) || value['version'] !== 1) return undefined;
    return new Map(
      listOf(value['findings']).flatMap((entry): [string, number][] => {
        if (!isObject(entry)) return [];
        const { rule, file, message, count } = entry;
        return [[key(textOf(rule) ?? '', textOf(file) ?? '', textOf(message) ?? ''), numberOf(count) ?? 1]];
      }),
    );
  } catch {
    return undefined;
  }
}

/** The baseline of findings, as text; the same findings give the same bytes. */
export function baselineText(found: readonly Diagnostic[]): string {
  const counts = new Map<string, number>();
  for (const diagnostic of found) counts.set(keyOf(diagnostic), (counts.get(keyOf(diagnostic)) ?? 0) + 1);
  const findings = [...counts].sort(byKey).map(([identity, count]) => {
    const [rule, file, message] = JSON.parse(identity) as [string, string, string];
    return { rule, file, message, count };
  });
  return `${JSON.stringify({ version: 1, findings }, null, 2)}\n`;
}

/**
 * Takes out what the baseline knows, as often as it knows it; `fixed` counts what it knows and nobody finds any more.
 */
export function withoutBaseline(found: readonly Diagnostic[], baseline: Baseline): Fresh {
  const left = new Map(baseline);
  const fresh = found.filter((diagnostic) => {
    const count = left.get(keyOf(diagnostic)) ?? 0;
    left.set(keyOf(diagnostic), Math.max(0, count - 1));
    return count === 0;
  });
  return {
    found: fresh,
    suppressed: found.length - fresh.length,
    fixed: [...left.values()].reduce((total, count) => total + count, 0),
  };
}

function keyOf({ id, at, message }: Diagnostic): string {
  return key(id, at?.file ?? '', message);
}

/** Lines move with every edit above them; what a message says of an object does not. */
function key(rule: string, file: string, message: string): string {
  return JSON.stringify([rule, file, message.replaceAll(/(\.(?:ya?ml|json)):\d+/g, '$1')]);
}
