import type { Diagnostic } from '../diagnostics.ts';
import type { PlainSecret } from './plain-secrets.ts';

/** Findings without the secrets that stand in the lines they quote. */
export function redacted(found: readonly Diagnostic[], secrets: readonly PlainSecret[]): Diagnostic[] {
  // A key of several lines is quoted line by line.
  const parts = secrets.flatMap(({ value }) => value.split('\n').map((line) => line.trim())).filter((part) => part.length > 0).sort((left, right) => right.length - left.length);
  if (parts.length === 0) return [...found];
  const clean = (text: string, least: number) => parts.filter((part) => part.length >= least).reduce((result, part) => result.replaceAll(part, (hidden) => '*'.repeat(hidden.length)), text);
  return found.map((diagnostic) => {
    const { message, hint, at } = diagnostic;
    return {
      ...diagnostic,
      // A secret of two letters would blacken half of every sentence, which quotes no line.
      message: clean(message, 4),
      ...(hint === undefined ? {} : { hint: clean(hint, 4) }),
      ...(at ? { at: { ...at, ...(at.excerpt === undefined ? {} : { excerpt: clean(at.excerpt, 1) }) } } : {}),
    };
  });
}
