import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import type { Locate } from './load.ts';

/** The lists of definitions, with the kind of their members and the function that creates one. */
const LISTS: Readonly<Record<string, { readonly kind: string; readonly definer: string }>> = {
  dashboards: { kind: 'dashboard', definer: 'defineDashboard' },
  ruleGroups: { kind: 'rule group', definer: 'defineRuleGroup' },
  notifications: { kind: 'notifications', definer: 'defineNotifications' },
};

/** Reports list members that are not definitions of the right kind. */
export function definitionProblems(
  lists: Readonly<Record<string, unknown>>,
  locate: Locate,
  isData: boolean,
): Diagnostic[] {
  return Object.entries(LISTS).flatMap(([list, { kind, definer }]) => {
    const members = lists[list];
    if (!Array.isArray(members)) return [];
    return members.flatMap((member: unknown, index) => {
      const problem = isData ? fromData(member, definer) : wrongDefinition(member, list, kind, definer);
      return problem === undefined
        ? []
        : [
            {
              severity: 'error' as const,
              id: 'config/definition',
              message: `${list}.${index} is ${problem.what}.`,
              hint: problem.hint,
              at: locate([list, String(index)]),
            },
          ];
    });
  });
}

interface Problem {
  readonly what: string;
  readonly hint: string;
}

function fromData(member: unknown, definer: string): Problem {
  return {
    what: `${described(member)}, and a definition is code, which a configuration in YAML or JSON cannot hold`,
    hint: `Write the configuration as pf-grafana.config.ts, import the result of ${definer} there, and list it.`,
  };
}

function wrongDefinition(member: unknown, list: string, kind: string, definer: string): Problem | undefined {
  const wrap = `List what ${definer}(…) returns, not a path, a string or a plain object.`;
  if (member === undefined)
    return {
      what: 'undefined',
      hint: 'Check the imported name. A circular import also gives undefined: declare the project in its own file, and import that file from the definitions.',
    };
  if (typeof member === 'function')
    return { what: 'a function', hint: `Pass it to ${definer}: ${definer}(${list.slice(0, -1)}).` };
  if (typeof member !== 'object' || member === null) return { what: described(member), hint: wrap };
  const own = 'kind' in member ? member.kind : undefined;
  const place = Object.entries(LISTS).find(([, other]) => other.kind === own)?.[0];
  if (place !== undefined)
    return place === list ? undefined : { what: `of the kind "${String(own)}"`, hint: `List it under ${place}.` };
  if (typeof own === 'string') return undefined;
  if ('build' in member && typeof member.build === 'function')
    return {
      what: 'a builder of the SDK',
      hint:
        kind === 'dashboard'
          ? "Wrap it: defineDashboard(() => ({ uid: 'my-board', dashboard: builder }))."
          : `Wrap what it builds: ${definer}(() => ({ … })).`,
    };
  return { what: described(member), hint: wrap };
}

function described(member: unknown): string {
  if (typeof member === 'string') return `the string ${JSON.stringify(member)}`;
  if (Array.isArray(member)) return 'a list';
  return typeof member === 'object' && member !== null ? 'a plain object' : String(member);
}
