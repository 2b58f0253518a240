import { withoutKeys } from './hide-keys.ts';

/** Returns the messages of an error and its causes, innermost last, on one line and without keys. */
export function failureText(error: unknown): string {
  const texts: string[] = [];
  const visit = (found: unknown, depth: number): void => {
    if (depth > 4 || found === undefined || found === null) return;
    texts.push(found instanceof Error ? found.message : String(found));
    if (found instanceof AggregateError) visit(found.errors.at(-1), depth + 1);
    else if (found instanceof Error) visit(found.cause, depth + 1);
  };
  visit(error, 0);
  return withoutKeys(
    texts
      .filter((text) => text !== '')
      .join(' / ')
      .replaceAll(/\s+/g, ' ')
      .slice(0, 1000),
  );
}
