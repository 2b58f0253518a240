import type { Diagnostic } from '../../diagnostics/diagnostics.ts';
import { arrivals } from '../routing/tree.ts';
import type { Failure, Outcome, Touching } from './outcome.ts';
import type { RouteTest } from './test-case.ts';
import type { TestedFolder } from './tested-folder.ts';

/** Runs a test of the notification policies on their own. */
export function runRouteTest(
  { spec, locate }: RouteTest,
  folder: TestedFolder,
  touched: Pick<Touching, 'routes'>,
): Outcome {
  const org = spec.org ?? 1;
  const labels = Object.entries(spec.labels)
    .map(([name, value]) => `${name}=${value}`)
    .join(', ');
  const outcome = {
    name: spec.name ?? `route {${labels}}${spec.at === undefined ? '' : ` at ${spec.at}`}`,
    at: locate([]),
    rule: undefined,
    problems: [],
  };
  const tree = folder.policies.get(org)?.root;
  if (!tree) {
    const problem: Diagnostic = {
      severity: 'error',
      id: 'alert-test/no-policies',
      message: `The folder has no notification policies for organisation ${org}.`,
      hint: 'Add policies, or name the organisation with org.',
      at: locate([]),
    };
    return { ...outcome, status: 'failed', failures: [], problems: [problem] };
  }
  const timings = spec.at === undefined ? new Map() : (folder.timings.get(org) ?? new Map());
  const found = arrivals(tree, spec.labels, Date.parse(spec.at ?? '1970-01-01T00:00:00Z'), timings);
  for (const { route } of found) touched.routes.add(route);
  const told = found
    .filter(({ mutedBy }) => mutedBy === undefined || spec.at === undefined)
    .map(({ receiver }) => receiver);
  const muted = found
    .filter(({ mutedBy }) => mutedBy !== undefined && spec.at !== undefined)
    .map(({ receiver, mutedBy }) => `${receiver} (held back by ${mutedBy})`);
  const actual = [...new Set([...told, ...muted])].join(', ') || 'nobody';
  const failures = routeFailures(spec, told).map(({ key, expected }): Failure => ({
    time: undefined,
    at: locate([key]),
    difference: { instance: `{${labels}}`, differences: [{ part: key.replaceAll('_', ' '), expected, actual }] },
  }));
  return { ...outcome, status: failures.length > 0 ? 'failed' : 'passed', failures };
}

function routeFailures(
  { reaches, reaches_only: only, reaches_not: not }: RouteTest['spec'],
  told: readonly string[],
): { key: string; expected: string }[] {
  const sorted = (names: readonly string[]) => [...new Set(names)].sort().join(', ') || 'nobody';
  return [
    ...(reaches && !reaches.every((name) => told.includes(name))
      ? [{ key: 'reaches', expected: reaches.join(', ') }]
      : []),
    ...(only && sorted(only) !== sorted(told) ? [{ key: 'reaches_only', expected: sorted(only) }] : []),
    ...(not && not.some((name) => told.includes(name))
      ? [{ key: 'reaches_not', expected: `not ${not.join(', ')}` }]
      : []),
  ];
}
