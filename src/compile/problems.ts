import type { DashboardSpec, DatasourceSpec } from '../define/definitions.ts';
import type { RuleGroupSpec } from '../define/rules.ts';
import type { Diagnostic } from '../diagnostics/diagnostics.ts';
import type { Settings } from '../define/settings.ts';
import { releaseText } from '../grafana/release.ts';
import { holdsIn } from '../grafana/release-facts.ts';
import { rowKey } from './dashboard.ts';
import { sizeProblem } from './layout.ts';
import { panelId } from './panel-id.ts';
import { definitionPosition } from './definition-errors.ts';
import type { TargetFacts } from './target.ts';

interface Defined<Spec> {
  readonly spec: Spec;
  readonly definition: { readonly definedAt: string };
  /** The pack it belongs to. */
  readonly pack?: string;
}

/** Grafana's own limit for the uid of a dashboard or a rule. */
const UID = /^[A-Za-z0-9_-]{1,40}$/;

/** Problems within one dashboard: uid, panel keys, sizes, names that Grafana would confuse. */
export function dashboardProblems(spec: DashboardSpec, settings: Settings, facts: TargetFacts): Diagnostic[] {
  const title = spec.dashboard.build().title ?? '';
  const name = `Dashboard "${title || spec.uid}"`;
  const problems: Diagnostic[] = [];
  if (!UID.test(spec.uid))
    problems.push(
      error(
        'dashboard/uid',
        `${name} has the uid ${JSON.stringify(spec.uid)}, which Grafana does not accept, so it would not load.`,
        'Use 1 to 40 letters, digits, "-" and "_".',
      ),
    );
  if (title === '')
    problems.push(
      error(
        'dashboard/title',
        `${name} has no title, so Grafana skips its file.`,
        'Give its DashboardBuilder a title.',
      ),
    );
  const folder = spec.folder ?? settings.folder;
  if (/[/\\\p{Cc}]|^\.|^$/u.test(folder))
    problems.push(
      error(
        'dashboard/folder',
        `${name} is in folder ${JSON.stringify(folder)}, which is not a valid name for a directory.`,
        'Use a folder title without "/", "\\", control characters or a leading dot.',
      ),
    );
  if (facts.slugsCollide && slug(title) === slug(folder)) {
    problems.push(
      error(
        'dashboard/folder-slug',
        `${name} has the same slug as its folder "${folder}", so Grafana before 11.3 refuses to save it.`,
        'Choose another title.',
      ),
    );
  }
  const panels = (spec.rows ?? []).flatMap((row) => row.panels);
  for (const panel of panels) {
    const problem = sizeProblem(panel);
    if (problem)
      problems.push(
        error(
          'panel/size',
          `Panel "${panel.key}" of ${name}: ${problem}.`,
          "Grafana's grid has 24 columns; a row of panels wraps by itself.",
        ),
      );
  }
  return [
    ...problems,
    ...keyProblems(name, [...(spec.rows ?? []).map((row) => rowKey(row.key)), ...panels.map((panel) => panel.key)]),
  ];
}

/** Levels of nested folders that Grafana allows by default. */
const FOLDER_LEVELS = 4;

/** Reports a nested folder where the target does not support it, or supports fewer levels. */
export function ruleFolderProblems({ name, folder = '' }: RuleGroupSpec, { grafana }: Settings): Diagnostic[] {
  if (!folder.includes('/')) return [];
  const group = `Rule group "${name}" is in the folder ${JSON.stringify(folder)}`;
  if (!holdsIn('nestedRuleFolders', grafana))
    return [
      error(
        'alert/folder',
        `${group}, and Grafana ${releaseText(grafana)} does not support nested folders: it would create one folder with that title.`,
        'Use a folder without "/", or set the target to Grafana 11.0 or newer with grafana: { version }.',
      ),
    ];
  const levels = folder.split('/');
  if (levels.some((level) => level.trim() === ''))
    return [
      error(
        'alert/folder',
        `${group}, in which one level has no title, so Grafana refuses to start.`,
        'Separate the titles by one "/", without one at the beginning or end.',
      ),
    ];
  return levels.length <= FOLDER_LEVELS
    ? []
    : [
        error(
          'alert/folder',
          `${group}, which is ${levels.length} levels deep; Grafana allows ${FOLDER_LEVELS} and refuses to start.`,
          `Use at most ${FOLDER_LEVELS} levels.`,
        ),
      ];
}

/** Uids, titles and names shared by two definitions: Grafana would keep an arbitrary one of them. */
export function duplicates(
  dashboards: readonly { readonly uid: string; readonly folder: string; readonly title: string }[],
  groups: readonly Defined<RuleGroupSpec>[],
  datasources: readonly DatasourceSpec[],
): Diagnostic[] {
  const rules = groups.flatMap(({ spec, ...from }) => spec.rules.map((rule) => ({ rule, ...from })));
  const refused = rules.filter(({ rule }) => !UID.test(rule.uid));
  return [
    ...refused.map(({ rule, definition }) => ({
      ...error(
        'alert/uid',
        `Rule "${rule.title}" has the uid ${JSON.stringify(rule.uid)}, which Grafana does not accept, so it refuses to start.`,
        'Use 1 to 40 letters, digits, "-" and "_"; the uid prefix counts.',
      ),
      ...definitionPosition(definition.definedAt),
    })),
    ...twice(
      dashboards,
      ({ uid }) => uid,
      'dashboard/uid',
      (uid) => `Two dashboards have the uid "${uid}", so Grafana keeps one of them and stops saving both.`,
    ),
    ...twice(
      dashboards,
      ({ folder, title }) => `${folder}\n${title}`,
      'dashboard/title',
      (title) =>
        `Two dashboards of one folder have the title "${title.slice(title.indexOf('\n') + 1)}", so Grafana stops saving both.`,
    ),
    ...twice(
      rules,
      ({ rule }) => rule.uid,
      'alert/uid',
      (uid) => `Two alert rules have the uid "${uid}", so the second replaces the first.`,
    ),
    ...twice(
      rules,
      ({ rule }) => rule.title,
      'alert/title',
      (title) => `Two alert rules have the title "${title}", so Grafana refuses to start.`,
    ),
    ...twice(
      groups,
      ({ spec }) => `${spec.folder ?? ''}\n${spec.name}`,
      'alert/group',
      (name) =>
        `Two rule groups have the name "${name.slice(name.indexOf('\n') + 1)}", so their rules merge and one interval wins.`,
    ),
    ...twice(
      datasources,
      (spec) => spec.uid,
      'datasource/uid',
      (uid) => `Two data sources have the uid "${uid}", so Grafana refuses to start.`,
    ),
    ...twice(
      datasources,
      (spec) => spec.name,
      'datasource/name',
      (name) => `Two data sources have the name "${name}", so one overwrites the other.`,
    ),
  ];
}

function keyProblems(dashboard: string, keys: readonly string[]): Diagnostic[] {
  const seen = new Map<number, string>();
  return keys.flatMap((key) => {
    const id = panelId(key);
    const other = seen.get(id);
    seen.set(id, key);
    if (other === undefined) return [];
    const message =
      other === key
        ? `${dashboard} has the key "${key}" twice, so two panels or rows would get one id.`
        : `Panels "${other}" and "${key}" of ${dashboard} hash to one id, ${id}.`;
    return [error('panel/key', message, 'Give one of them another key.')];
  });
}

/** Where an item comes from, if it has a definition or belongs to a pack. */
interface Origin {
  readonly definition?: { readonly definedAt: string };
  readonly pack?: string | undefined;
}

function twice<T extends object>(
  items: readonly (T & Origin)[],
  identity: (item: T) => string,
  id: string,
  message: (identity: string) => string,
): Diagnostic[] {
  const seen = new Map<string, T & Origin>();
  return items.flatMap((item) => {
    const key = identity(item);
    const first = seen.get(key);
    if (first === undefined) {
      seen.set(key, item);
      return [];
    }
    const owners = [first, item].map(({ pack }) => pack);
    const [text, hint] = owners.some((owner) => owner !== undefined)
      ? [
          `${message(key)} One belongs to ${owners.map(ownerName).join(', the other to ')}.`,
          'Give a pack its own `uidPrefix` or `folder`, or omit or override one of the two.',
        ]
      : [message(key), 'Change one of the two.'];
    return [{ ...error(id, text, hint), ...definitionPosition(item.definition?.definedAt ?? '') }];
  });
}

function ownerName(pack: string | undefined): string {
  return pack === undefined ? 'the project' : `the pack "${pack}"`;
}

/** Grafana's slug of a title, close enough to tell whether two are equal. */
function slug(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
}

function error(id: string, message: string, hint: string): Diagnostic {
  return { severity: 'error', id, message, hint };
}
