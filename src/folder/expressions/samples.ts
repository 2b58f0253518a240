import type { Language } from '../../grafana/query-expansion/language.ts';
import { UNKNOWN } from './variable-values.ts';

/** Whether an offset of a query is inside a string. */
export function isInString(language: Language, text: string, at: number): boolean {
  const quotes = language === 'promql' || language === 'logql' ? '"\'`' : "'";
  let open = '';
  for (let index = 0; index < at; index += 1) {
    const character = text[index] ?? '';
    if (open === '') {
      if (quotes.includes(character)) open = character;
    } else if (character === '\\' && open !== '`' && language !== 'postgres') index += 1;
    else if (character === open) open = '';
  }
  return open !== '';
}

/** A sample that fits in the place of a variable with unknown values: a name, a number or a duration. */
export function sampleFor(language: Language, text: string, from: number, to: number): string {
  if (isInString(language, text, from)) return UNKNOWN;
  const before = text.slice(0, from);
  const after = text.slice(to);
  // A part of a longer name.
  if (/\w$/.test(before) || /^\w/.test(after)) return UNKNOWN;
  return language === 'promql' || language === 'logql' ? ofExpression(before, after) : ofSql(before, after);
}

function ofExpression(before: string, after: string): string {
  if (/(\[|:|\boffset)\s*$/i.test(before) && !/^\s*[{[]/.test(after)) return '5m';
  if (/\b(by|without|on|ignoring|group_left|group_right)\s*\([^()]*$/.test(before)) return UNKNOWN;
  if (/^\s*(=|!=|=~|!~)/.test(after) && /\{[^{}]*$/.test(before)) return UNKNOWN;
  if (/^\s*(\(|by\b|without\b)/.test(after)) return 'sum';
  if (/^\s*[{[]/.test(after)) return UNKNOWN;
  return /([-+*/%^<>=]|bool|topk\(|bottomk\(|quantile\()\s*$/.test(before) ? '1' : UNKNOWN;
}

function ofSql(before: string, after: string): string {
  if (/\binterval\s+\d+\s+$/i.test(before)) return 'day';
  if (/^\s*\(/.test(after)) return 'sum';
  return /(\b(limit|offset|interval|then|else|and|between|in)|[-+*/%<>=(,])\s*$/i.test(before) ? '1' : UNKNOWN;
}
