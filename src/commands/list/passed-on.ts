import { conditionsOf } from '../../diff/alert-condition.ts';
import { renderFolder } from '../../emit/render.ts';
import { memoryTree } from '../../folder/file-tree.ts';
import type { AlertRule, ContactPoint } from '../../folder/folder.ts';
import { objectOf, textOf } from '../../folder/json.ts';
import { openFolder } from '../../folder/open-folder.ts';
import { targetText } from '../../grafana/target-text.ts';
import { type Project, provisioningFiles } from '../project.ts';

/** The contents of a project's files that are passed through unchanged. */
export function passedOn(project: Project): {
  readonly rules: readonly AlertRule[];
  readonly contactPoints: readonly ContactPoint[];
} {
  const files = provisioningFiles(project).filter(({ path }) => project.passedOn.has(path));
  if (files.length === 0) return { rules: [], contactPoints: [] };
  const folder = openFolder(
    memoryTree(renderFolder(files, [], {}, project.settings.project.name), '.'),
    'provisioning',
  );
  return { rules: folder.groups.flatMap(({ alerts }) => alerts), contactPoints: folder.contactPoints };
}

type Query = readonly [refId: string, query: { readonly text: string; readonly origin: string }];
/** The facts about a rule that `list` prints; a recording rule has no severity. */
interface PassedOnRule {
  readonly uid: string;
  readonly title: string;
  readonly group: string;
  readonly record?: string;
  readonly severity?: string;
  readonly team?: string;
  readonly queries: readonly Query[];
}

/** Such a rule as `list` prints it. */
export function passedOnRule(rule: AlertRule): PassedOnRule {
  const { uid, title, group, queries } = rule;
  const metric = textOf(objectOf(rule.json['record'])['metric']);
  return {
    uid,
    title,
    group: group.name,
    ...(metric === undefined
      ? given({ severity: said(rule, 'labels', 'severity'), team: said(rule, 'labels', 'team') })
      : { record: metric }),
    queries: queries
      .filter(({ isExpression }) => !isExpression)
      .map(({ refId, model }) => [refId, { text: targetText(model), origin: '' }]),
  };
}

/** The same with the facts about an alert; undefined for a recording rule. */
export function passedOnAlert(rule: AlertRule) {
  const { record, queries: _, ...facts } = passedOnRule(rule);
  if (record !== undefined) return undefined;
  const limits = conditionsOf(rule).map(({ text, recovery }) =>
    recovery === undefined ? text : `${text}, recovers at ${recovery}`,
  );
  const { condition, for: duration, isPaused } = rule.json;
  return {
    ...facts,
    limit: limits.join(', ') || `${textOf(condition) ?? ''} is not 0`,
    for: textOf(duration) ?? '0s',
    isPaused: isPaused === true,
    ...given({ summary: said(rule, 'annotations', 'summary'), runbook: said(rule, 'annotations', 'runbook_url') }),
  };
}

/** The text as written, because only the server knows the values of variables. */
function said({ written }: AlertRule, member: 'labels' | 'annotations', name: string): string | undefined {
  return textOf(objectOf(written[member])[name]);
}

function given<K extends string>(members: Readonly<Record<K, string | undefined>>): { readonly [M in K]?: string } {
  // Safe: undefined members are left out.
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [M in K]?: string;
  };
}
