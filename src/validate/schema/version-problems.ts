import { isObject } from '../../folder/json.ts';
import { isAtLeast, parseRelease, type Release, releaseText } from '../../grafana/release.ts';
import type { SchemaProblem } from './problem.ts';
import type { Schema } from '../../grafana/schemas/schema.ts';
import { walk } from './walk.ts';

/** Keys and values that a Grafana release does not know yet, and those that it cannot do without yet. */
export function versionProblems(schema: Schema, value: unknown, target: Release): SchemaProblem[] {
  const problems: SchemaProblem[] = [];
  const older = releaseText(target);
  walk(schema, value, (of, at, path) => {
    const release = typeof at === 'string' ? of['x-values-since']?.[at] : undefined;
    if (release !== undefined && isNewer(release, target)) {
      const isUnsure = of['x-since-unsure'] === true && isAtLeast(target, 10, 2);
      problems.push({
        kind: 'version',
        path,
        part: 'value',
        severity: isUnsure ? 'warning' : 'error',
        say: (name) =>
          `has ${String(at)} as ${name}, which Grafana ${release} is known to take: ${older} ${isUnsure ? 'may refuse' : 'refuses'} it.`,
        hint: `Use another value, or raise the target to ${release}.`,
      });
    }
    if (!isObject(at)) return;
    for (const [key, { 'x-since': since, 'x-since-unsure': unsure }] of Object.entries(of.properties ?? {})) {
      if (since === undefined || !Object.hasOwn(at, key) || !isNewer(since, target)) continue;
      problems.push({
        kind: 'version',
        path: [...path, key],
        part: 'key',
        severity: unsure && isAtLeast(target, 10, 2) ? 'warning' : 'error',
        say: (name) =>
          `has the key ${name}, which ${unsure ? `Grafana ${since} is the first known to read` : `came with Grafana ${since}`}: ${older} ${unsure ? 'may drop' : 'drops'} it without a word.`,
        hint: `Remove it, or raise the target to ${since}.`,
      });
    }
    for (const [key, before] of Object.entries(of['x-required-before'] ?? {})) {
      if (Object.hasOwn(at, key) || !isNewer(before, target)) continue;
      problems.push({
        kind: 'version',
        path: [...path, key],
        part: 'value',
        severity: 'error',
        say: (name) => `lacks ${name}, without which Grafana ${older} stops at start-up.`,
        hint: `Add ${key}.`,
      });
    }
  });
  return problems;
}

function isNewer(release: string, target: Release): boolean {
  const first = parseRelease(release);
  return first !== undefined && !isAtLeast(target, first.major, first.minor);
}
