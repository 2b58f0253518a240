import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import { byKey } from '../diagnostics/order.ts';
import { isObject, listOf, numberOf, textOf } from '../folder/json.ts';

/** Findings that existed when the validator was introduced: how many of each. */
export type Baseline = ReadonlyMap<string, number>;

/** Findings that are not in the baseline, and how many are. */
export interface Fresh {
  readonly found: readonly Diagnostic[];
  readonly suppressed: number;
  /** How many baseline findings are gone. */
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

/** Writes a baseline file; the same findings give the same bytes. */
export function baselineText(found: readonly Diagnostic[]): string {
  const counts = new Map<string, number>();
  for (const diagnostic of found) counts.set(keyOf(diagnostic), (counts.get(keyOf(diagnostic)) ?? 0) + 1);
  const findings = [...counts].sort(byKey).map(([identity, count]) => {
    const [rule, file, message] = JSON.parse(identity) as [string, string, string];
    return { rule, file, message, count };
  });
  return `${JSON.stringify({ version: 1, findings }, null, 2)}\n`;
}

/** Removes findings that are in the baseline, as often as they are in it; `fixed` counts those that no longer occur. */
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

/** Line numbers change with every edit above them, so they are removed from the message. */
function key(rule: string, file: string, message: string): string {
  return JSON.stringify([rule, file, message.replaceAll(/(\.(?:ya?ml|json)):\d+/g, '$1')]);
}
