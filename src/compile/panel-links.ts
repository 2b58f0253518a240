import type { RuleGroupSpec } from '../define/rules.ts';
import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { definitionPosition } from './definition-errors.ts';

/** A dashboard and the keys of its panels; a panel from a builder or a file has its title as its key. */
interface Board {
  readonly uid: string;
  readonly panels: readonly { readonly key: string }[];
}

/** Rules that link to a panel that does not exist, at the line of their group. */
export function brokenPanelLinks(
  groups: readonly { readonly spec: RuleGroupSpec; readonly definition: { readonly definedAt: string } }[],
  dashboards: readonly Board[],
): Diagnostic[] {
  return groups.flatMap(({ spec, definition }) =>
    spec.rules.flatMap((rule) => {
      if (!('panel' in rule) || rule.panel === undefined) return [];
      const { dashboard, key } = rule.panel;
      const target = dashboards.find(({ uid }) => uid === dashboard);
      const keys = target?.panels.map((panel) => panel.key) ?? [];
      if (keys.includes(key)) return [];
      return [
        {
          severity: 'error' as const,
          id: 'alert/panel',
          message: `Rule "${rule.title}" links to panel "${key}" of dashboard "${dashboard}", which does not exist, so the link in its notifications would not work.`,
          hint: target
            ? choice(`panel key of dashboard "${dashboard}"`, key, keys)
            : choice(
                'uid of a dashboard',
                dashboard,
                dashboards.map(({ uid }) => uid),
              ),
          ...definitionPosition(definition.definedAt),
        },
      ];
    }),
  );
}

/** A longer list of names would not be read. */
const MOST = 12;

function choice(what: string, word: string, known: readonly string[]): string {
  const [near] = nearest(word, known);
  if (near !== undefined) return `Did you mean "${near}"?`;
  if (known.length === 0) return `There is no ${what} to link to: define it, or leave the link out.`;
  const more = known.length > MOST ? `, and ${known.length - MOST} more` : '';
  return `Use a ${what}: ${known.slice(0, MOST).join(', ')}${more}.`;
}
