import { didYouMean } from '../diagnostics/nearest.ts';
import { UserError } from '../diagnostics/errors.ts';
import type { Rule } from './rule.ts';

/** Members of a rule that look at something. */
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
/** So that a comment in a file can name it. */
const ID = /^[a-z][\w-]*\/[\w-]+$/;

/**
 * Types a rule of a team's own and returns it, for `validate.rules` of the configuration. Throws a UserError for one
 * that could never find anything.
 */
export function defineRule(rule: Rule): Rule {
  const problem = problemOf(rule);
  if (problem) throw failure(problem.message, problem.hint);
  return { ...rule, ...Object.fromEntries(VISITS.flatMap((name) => guarded(rule, name))) };
}

/** A configuration is not always type-checked, and a misspelt member would be a rule that is silent for ever. */
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
    : { message: `Rule ${id} looks at nothing.`, hint: `Give it one of: ${VISITS.join(', ')}.` };
}

/** What a rule throws is a mistake in the rule, and not one in pf-grafana. */
function guarded(rule: Rule, name: (typeof VISITS)[number]): [string, unknown][] {
  // Each visit takes what its name says; whatever that is, it is passed on.
  const visit = rule[name] as ((...given: readonly unknown[]) => void) | undefined;
  if (visit === undefined) return [];
  const safe = (...given: readonly unknown[]): void => {
    try {
      visit(...given);
    } catch (error) {
      const [, first = ''] = error instanceof Error ? (error.stack ?? '').split('\n    at ') : [];
      throw failure(
        `Rule ${rule.id} failed when it looked at a ${name}: ${error instanceof Error ? error.message : String(error)}`,
        first === '' ? 'Fix the rule.' : `Fix the rule: ${first}.`,
      );
    }
  };
  return [[name, safe]];
}

function failure(message: string, hint: string): UserError {
  return new UserError({ severity: 'error', id: 'config/rule', message, hint });
}
