import type { Variables } from './loaded.ts';

/**
 * The variables of an environment file as `docker run --env-file` reads it: NAME=value, quotes kept as they are, `#` at
 * the start of a comment line.
 */
export function parseEnvFile(text: string): Variables {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trimStart())
    .filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.flatMap((line): [string, string][] => {
      const equals = line.indexOf('=');
      // A bare name takes its value from the shell, which is not known here.
      return equals > 0 ? [[line.slice(0, equals).trim(), line.slice(equals + 1)]] : [];
    }),
  );
}
