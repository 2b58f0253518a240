import { isObject } from '../../folder/json.ts';
import { type Release, releaseText } from '../../grafana/release.ts';
import { type FactName, releaseFacts, verdict } from '../../grafana/release-facts.ts';
import type { Schema } from '../../grafana/schemas/schema.ts';
import type { SchemaProblem } from './problem.ts';
import { walk } from './walk.ts';
import { own } from '../../grafana/own.ts';

/** Keys and values that a Grafana release does not support yet, and those that it still requires. */
export function versionProblems(schema: Schema, value: unknown, target: Release): SchemaProblem[] {
  const problems: SchemaProblem[] = [];
  walk(schema, value, (of, at, path) => {
    const ofValue = typeof at === 'string' ? own(of['x-values-since'], at) : undefined;
    if (ofValue !== undefined) problems.push(...newValue(ofValue, String(at), target).map((one) => ({ ...one, path })));
    if (!isObject(at)) return;
    for (const [key, { 'x-since': since }] of Object.entries(of.properties ?? {}))
      if (since !== undefined && Object.hasOwn(at, key))
        problems.push(...newKey(since, target).map((one) => ({ ...one, path: [...path, key] })));
    for (const [key, before] of Object.entries(of['x-required-before'] ?? {}))
      if (!Object.hasOwn(at, key))
        problems.push(...neededKey(before, key, target).map((one) => ({ ...one, path: [...path, key] })));
  });
  return problems;
}

type Unplaced = Omit<SchemaProblem, 'path'>;

function newValue(fact: FactName, value: string, target: Release): Unplaced[] {
  const { since } = releaseFacts[fact];
  return problemOf(fact, target, 'value', (older, may) => ({
    say: (name) =>
      `has ${value} as ${name}, which Grafana ${since} accepts: ${older} ${may ? 'may refuse' : 'refuses'} it.`,
    hint: `Use another value, or raise the target to ${since}.`,
  }));
}

function newKey(fact: FactName, target: Release): Unplaced[] {
  const { since, perhapsSince } = releaseFacts[fact];
  const came = perhapsSince ? `Grafana ${since} is the first release known to read` : `came with Grafana ${since}`;
  return problemOf(fact, target, 'key', (older, may) => ({
    say: (name) => `has the key ${name}, which ${came}: ${older} ${may ? 'may drop' : 'drops'} it silently.`,
    hint: `Remove it, or raise the target to ${since}.`,
  }));
}

function neededKey(fact: FactName, key: string, target: Release): Unplaced[] {
  return problemOf(fact, target, 'value', (older, may) => ({
    say: (name) => `lacks ${name}, without which Grafana ${older} ${may ? 'may refuse' : 'refuses'} to start.`,
    hint: `Add ${key}.`,
  }));
}

/** A problem if a release lacks a feature; a warning if it may have it. */
function problemOf(
  fact: FactName,
  target: Release,
  part: SchemaProblem['part'],
  words: (older: string, may: boolean) => Pick<SchemaProblem, 'say' | 'hint'>,
): Unplaced[] {
  const known = verdict(fact, target);
  if (known === 'holds') return [];
  const may = known === 'perhaps';
  return [{ kind: 'version', part, severity: may ? 'warning' : 'error', ...words(releaseText(target), may) }];
}
