import { didYouMean } from '../diagnostics/nearest.ts';
import { UserError } from '../diagnostics/errors.ts';
import type { Rule } from './rule.ts';

/** The visitor methods of a rule. */
const VISITS = [
  'folder',
  'file',
  'datasource',
  'provider',
  'dashboard',
  'panel',
  'target',
  'variable',
  'annotation',
  'group',
  'alert',
  'alertQuery',
  'contactPoint',
  'receiver',
  'route',
  'muteTiming',
  'template',
  'deletion',
  'query',
  'expression',
] as const satisfies readonly (keyof Rule)[];
const OTHERS = ['id', 'severity', 'description', 'why', 'bad', 'good', 'standsFor', 'differs', 'presets'] as const;
const MEMBERS: ReadonlySet<string> = new Set([...OTHERS, ...VISITS]);
const SEVERITIES: ReadonlySet<unknown> = new Set(['error', 'warning', 'note']);
/** The form of an id, which a suppression comment must be able to name. */
const ID = /^[a-z][\w-]*\/[\w-]+$/;

/**
 * Checks the type of a team's own rule and returns it, for `validate.rules` of the configuration. Throws a UserError
 * for a rule that could never find anything.
 */
export function defineRule(rule: Rule): Rule {
  const problem = problemOf(rule);
  if (problem) throw failure(problem.message, problem.hint);
  return { ...rule, ...Object.fromEntries(VISITS.flatMap((name) => guarded(rule, name))) };
}

/** The configuration may not be type-checked, and with a misspelt key a rule would never report anything. */
function problemOf(rule: Rule): { message: string; hint: string } | undefined {
  const { id, severity } = rule;
  if (typeof id !== 'string' || !ID.test(id))
    return { message: `A rule has the id ${JSON.stringify(id)}.`, hint: 'Write one such as team/what.' };
  const unknown = Object.keys(rule).find((key) => !MEMBERS.has(key));
  if (unknown !== undefined)
    return {
      message: `Rule ${id} has a member ${unknown}, which nothing reads.${didYouMean(unknown, MEMBERS)}`,
      hint: `Known are: ${[...MEMBERS].join(', ')}.`,
    };
  if (!SEVERITIES.has(severity))
    return {
      message: `Rule ${id} has the severity ${JSON.stringify(severity)}.`,
      hint: 'Write error, warning or note.',
    };
  return VISITS.some((name) => typeof rule[name] === 'function')
    ? undefined
    : { message: `Rule ${id} checks nothing.`, hint: `Give it one of: ${VISITS.join(', ')}.` };
}

/** Reports an error thrown by a rule as a mistake in the rule, not in pf-grafana. */
function guarded(rule: Rule, name: (typeof VISITS)[number]): [string, unknown][] {
  // Each visitor takes the object that its name stands for, whose type does not matter here.
  const visit = rule[name] as ((...given: readonly unknown[]) => void) | undefined;
  if (visit === undefined) return [];
  const safe = (...given: readonly unknown[]): void => {
    try {
      visit(...given);
    } catch (error) {
      const [, first = ''] = error instanceof Error ? (error.stack ?? '').split('\n    at ') : [];
      throw failure(
        `Rule ${rule.id} failed on a ${name}: ${error instanceof Error ? error.message : String(error)}`,
        first === '' ? 'Fix the rule.' : `Fix the rule: ${first}.`,
      );
    }
  };
  return [[name, safe]];
}

function failure(message: string, hint: string): UserError {
  return new UserError({ severity: 'error', id: 'config/rule', message, hint });
}
