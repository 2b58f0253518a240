import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import type { PlainSecret } from '../folder/secrets/plain-secrets.ts';
import { stars, withoutSecrets } from '../grafana/secret-texts.ts';

/** A secret that is a common word, such as `grafana` or `password`: elsewhere it may just be that word. */
const WORD = /^[A-Za-z]{1,12}$/;
/** A quoted string in a sentence. */
const QUOTED = /"(?:\\.|[^"\\])*"/g;

/** Hides secrets in the lines of a file. */
export function hideInLines(secrets: readonly PlainSecret[]): (line: string) => string {
  // A word is hidden where it is a value, not where it is a key or part of another word.
  return hiding(partsOf(secrets), 1, (line, word) =>
    line.replaceAll(new RegExp(String.raw`(?<![\w-])${word}(?![\w-]|["']?\s*:(?:\s|$))`, 'g'), stars),
  );
}

/** Findings with the secrets hidden in their messages, hints and quoted lines. */
export function redacted(found: readonly Diagnostic[], secrets: readonly PlainSecret[]): Diagnostic[] {
  const ofLine = hideInLines(secrets);
  // In a sentence, a word is hidden only inside quotes, and any other secret only from four characters on: a shorter
  // one would black out half of every sentence.
  const ofSentence = hiding(partsOf(secrets), 4, (sentence, word) =>
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

/** The secrets, longest first; a key of several lines is split, because it is quoted line by line. */
function partsOf(secrets: readonly PlainSecret[]): string[] {
  const lines = secrets.flatMap(({ value }) => value.split('\n').map((line) => line.trim()));
  return [...new Set(lines.filter((line) => line.length > 0))].sort((left, right) => right.length - left.length);
}

function hiding(
  parts: readonly string[],
  least: number,
  hideWord: (text: string, word: string) => string,
): (text: string) => string {
  const hidden = parts.filter((part) => WORD.test(part) || part.length >= least);
  return (text) =>
    withoutSecrets(
      hidden.reduce(
        (result, part) => (WORD.test(part) ? hideWord(result, part) : result.replaceAll(part, stars)),
        text,
      ),
    );
}
