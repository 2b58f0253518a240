import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import type { PlainSecret } from '../folder/secrets/plain-secrets.ts';

/** A secret that is an everyday word, as `grafana` or `password`: elsewhere it is only that word. */
const WORD = /^[A-Za-z]{1,12}$/;
/** A text in a sentence, with its quotes. */
const QUOTED = /"(?:\\.|[^"\\])*"/g;

/** Findings without the secrets that stand in the lines they quote. */
export function redacted(found: readonly Diagnostic[], secrets: readonly PlainSecret[]): Diagnostic[] {
  // A key of several lines is quoted line by line.
  const parts = [
    ...new Set(
      secrets.flatMap(({ value }) => value.split('\n').map((line) => line.trim())).filter((part) => part.length > 0),
    ),
  ].sort((left, right) => right.length - left.length);
  if (parts.length === 0) return [...found];
  // A word is hidden in a line where it is a value, no key and no part of another word; in a sentence, where a value is
  // quoted.
  const ofLine = hiding(parts, 1, (line, word) =>
    line.replaceAll(new RegExp(String.raw`(?<![\w-])${word}(?![\w-]|["']?\s*:(?:\s|$))`, 'g'), stars),
  );
  // A secret of two characters would blacken half of every sentence, which quotes no line.
  const ofSentence = hiding(parts, 4, (sentence, word) =>
    sentence.replaceAll(QUOTED, (value) =>
      value.replaceAll(new RegExp(String.raw`(?<![\w-])${word}(?![\w-])`, 'g'), stars),
    ),
  );
  return found.map((diagnostic) => {
    const { message, hint, at } = diagnostic;
    return {
      ...diagnostic,
      message: ofSentence(message),
      ...(hint === undefined ? {} : { hint: ofSentence(hint) }),
      ...(at ? { at: { ...at, ...(at.excerpt === undefined ? {} : { excerpt: ofLine(at.excerpt) }) } } : {}),
    };
  });
}

function hiding(
  parts: readonly string[],
  least: number,
  hideWord: (text: string, word: string) => string,
): (text: string) => string {
  const hidden = parts.filter((part) => WORD.test(part) || part.length >= least);
  return (text) =>
    hidden.reduce((result, part) => (WORD.test(part) ? hideWord(result, part) : result.replaceAll(part, stars)), text);
}

function stars(hidden: string): string {
  return '*'.repeat(hidden.length);
}
