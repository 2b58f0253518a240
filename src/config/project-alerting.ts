import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import { didYouMean } from '../diagnostics/nearest.ts';
import type { ProjectAlerting } from '../define/project.ts';
import type { Locate } from './load.ts';

/** The severities and teams that the project declares, if it does. */
interface Declared {
  readonly severities?: readonly string[];
  readonly teams?: readonly string[];
}
type Routes = Readonly<Record<string, readonly string[] | undefined>>;

/**
 * Problems with receivers and routes: undeclared severities, teams and receivers, and routes next to a policy tree.
 * `above` is the path to the keys, empty for the project itself.
 */
export function receiverProblems(
  alerting: ProjectAlerting & Declared,
  locate: Locate,
  { severities, teams }: Declared = alerting,
  above: readonly string[] = [],
): Diagnostic[] {
  const { receivers = {}, routes, policies, teamAlerts = {} } = alerting;
  const known = Object.keys(receivers);
  const unknown = (id: string, path: readonly string[], what: string, word: string, all: readonly string[]) => ({
    severity: 'error' as const,
    id,
    message: `${what}, which ${above.length > 0 ? `${above.join('.')} does` : 'the project does'} not declare, so nobody would be notified.`,
    hint: `Declared are: ${all.join(', ') || 'none'}.${didYouMean(word, all)}`,
    at: locate([...above, ...path]),
  });
  const ofRoutes = (path: readonly string[], own: Routes) =>
    Object.entries(own).flatMap(([severity, names = []]) => {
      const key = [...above, ...path].join('.');
      return [
        ...(severities === undefined || severities.includes(severity)
          ? []
          : [
              unknown(
                'config/severity',
                [...path, severity],
                `${key} has the severity "${severity}"`,
                severity,
                severities,
              ),
            ]),
        ...names
          .filter((name) => !known.includes(name))
          .map((name) =>
            unknown(
              'config/receiver',
              [...path, severity],
              `${key}.${severity} names the receiver "${name}"`,
              name,
              known,
            ),
          ),
      ];
    });
  const ofTeams = Object.entries(teamAlerts).flatMap(([team, own]) => [
    ...(teams === undefined || teams.includes(team)
      ? []
      : [
          unknown(
            'config/team',
            ['teamAlerts', team],
            `${[...above, 'teamAlerts'].join('.')} has the team "${team}"`,
            team,
            teams,
          ),
        ]),
    ...ofRoutes(['teamAlerts', team, 'routes'], own?.routes ?? {}),
  ]);
  const lost = [
    ...(routes === undefined ? [] : [['routes']]),
    ...Object.entries(teamAlerts).flatMap(([team, own]) => (own?.routes ? [['teamAlerts', team, 'routes']] : [])),
  ];
  return [
    ...ofRoutes(['routes'], routes ?? {}),
    ...ofTeams,
    ...(policies === undefined
      ? []
      : lost.map((path): Diagnostic => ({
          severity: 'error',
          id: 'config/policies',
          message: `${[...above, ...path].join('.')} is set together with \`policies\`; Grafana has one policy tree, so it would not be used.`,
          hint: 'Add it to `policies` as a route, or remove `policies`.',
          at: locate([...above, ...path]),
        }))),
  ];
}
