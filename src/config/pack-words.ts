import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import { didYouMean } from '../diagnostics/nearest.ts';
import type { PackContent, UsedPack } from '../define/pack.ts';
import type { PackUse } from '../define/pack-use.ts';
import type { PackHost, PlacedUse } from './packs.ts';

/**
 * Reports severities in rule overrides that no route matches. Severities that a project declares are checked together
 * with its rules.
 */
export function overrideWords(uses: readonly PlacedUse[], { severities }: PackHost): Diagnostic[] {
  const known = severities === undefined ? severityWords(uses.map(({ used }) => used)) : undefined;
  if (known === undefined) return [];
  return uses.flatMap(({ used: { use }, locate }) =>
    Object.entries(use.override ?? {}).flatMap(([part, change]): Diagnostic[] => {
      const severity = change !== undefined && 'severity' in change ? change.severity : undefined;
      if (typeof severity !== 'string' || known.has(severity)) return [];
      return [
        {
          severity: 'error',
          id: 'pack/severity',
          message: `override gives "${part}" the severity "${severity}", which no route of the project can match, so its alerts would not be routed by severity.`,
          hint: `Severities are: ${[...known].join(', ')}.${didYouMean(severity, known)}`,
          at: locate(['override', part, 'severity']),
        },
      ];
    }),
  );
}

/** The severities of all pack rules in the project, provided that every pack declares its own; undefined means any. */
export function severityWords(uses: readonly UsedPack[]): ReadonlySet<string> | undefined {
  if (uses.length === 0 || uses.some(({ content }) => content.severities.length === 0)) return undefined;
  return new Set(uses.flatMap(({ content, use }) => content.severities.map((word) => use.severities?.[word] ?? word)));
}

/** Reports severities and teams of the pack that the project does not declare under any name. */
export function wordProblems(
  { name, severities, teams }: PackContent,
  use: PackUse,
  host: PackHost,
  locate: PlacedUse['locate'],
): Diagnostic[] {
  const undeclared = (
    key: 'severities' | 'teams',
    what: string,
    words: readonly string[],
    known: readonly string[] | undefined,
  ) =>
    words.flatMap((word): Diagnostic[] => {
      const mapped = use[key]?.[word] ?? word;
      if (known === undefined || known.includes(mapped)) return [];
      return [
        {
          severity: 'error',
          id: `pack/${what}`,
          message: `The pack "${name}" has the ${what} "${word}"${mapped === word ? '' : `, mapped to "${mapped}"`}, which the project does not declare, so no route would match its rules.`,
          hint: `Map it to one of ${known.join(', ')}: ${key}: { ${word}: ${known[0] ?? '…'} }.${didYouMean(mapped, known)}`,
          at: locate([key, word]),
        },
      ];
    });
  return [
    ...undeclared('severities', 'severity', severities, host.severities),
    ...undeclared('teams', 'team', teams, host.teams),
  ];
}
