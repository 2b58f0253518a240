import { parser } from '@prometheus-io/lezer-promql';

import { type Matcher, type Selector, selectorsBelow } from '../folder/expressions/promql-nodes.ts';
import type { QueryChange } from './query-tokens.ts';

/** A Grafana variable, which the PromQL grammar does not know; it is replaced by a duration. */
const VARIABLE = /\$\{[^}]*\}|\$\w+|\[\[\w+(?::\w+)?\]\]/g;

/** Matchers that a selector has in addition to all it had before, as text: it selects fewer series. */
export function narrowedSelectors({ before, after }: Pick<QueryChange, 'before' | 'after'>): string[] {
  const [old, now] = [selectorsOf(before), selectorsOf(after)];
  return [
    ...new Set(
      now.flatMap((selector) => {
        const same = old.filter(({ name }) => name === selector.name);
        // If an old selector had these matchers or more, nothing was narrowed.
        if (same.some((other) => isPart(selector, other))) return [];
        const wider = same.find((other) => isPart(other, selector));
        return wider ? selector.matchers.filter((matcher) => !has(wider, matcher)).map(matcherText) : [];
      }),
    ),
  ];
}

function selectorsOf(text: string): Selector[] {
  const readable = text.replaceAll(VARIABLE, '1m');
  return selectorsBelow(parser.parse(readable).topNode, readable);
}

/** Whether the second selector has every matcher of the first. */
function isPart(first: Selector, second: Selector): boolean {
  return first.matchers.every((matcher) => has(second, matcher));
}

function has({ matchers }: Selector, wanted: Matcher): boolean {
  return matchers.some((matcher) => matcherText(matcher) === matcherText(wanted));
}

function matcherText({ label, operator, value }: Matcher): string {
  return `${label}${operator}"${value}"`;
}
