import type { Diagnostic } from '../../diagnostics/diagnostics.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import { isSqlExpression, needsFrames } from './query-outcomes.ts';
import type { AlertTest } from './test-case.ts';
import type { SourceQuery, TestedFolder, TestedRule } from './tested-folder.ts';

/** Why a test names no rule of the folder, or several. */
export function unknownRule({ spec, locate }: AlertTest, { rules }: TestedFolder): Diagnostic {
  const alike = rules.filter(({ title }) => title === spec.rule).map(({ uid }) => uid);
  if (alike.length > 1)
    return {
      severity: 'error',
      id: 'alert-test/unknown-rule',
      message: `${alike.length} rules have the title ${JSON.stringify(spec.rule)}.`,
      hint: `Use the uid of one of them: ${alike.join(', ')}.`,
      at: locate(['rule']),
    };
  const [close] = nearest(
    spec.rule,
    rules.flatMap(({ uid, title }) => [uid, title]),
  );
  return {
    severity: 'error',
    id: 'alert-test/unknown-rule',
    message: `The folder has no rule with the uid or title ${JSON.stringify(spec.rule)}.`,
    hint: close === undefined ? 'Check the uid, and the folder after --dir.' : `Did you mean ${close}?`,
    at: locate(['rule']),
  };
}

/** Why a test of a rule cannot be run. */
export function ruleProblems(rule: TestedRule, { spec, locate }: AlertTest, folder: TestedFolder): Diagnostic[] {
  const problem = (id: string, path: readonly string[], message: string, hint: string): Diagnostic => ({
    severity: 'error',
    id: `alert-test/${id}`,
    message,
    hint,
    at: locate(path),
  });
  const names = new Set(rule.sources.flatMap(({ sourceNames }) => sourceNames));
  const takingRows = [
    ...rule.sources.map(({ refId }) => refId),
    ...rule.data.filter(isSqlExpression).map(({ refId }) => refId),
  ];
  return [
    ...(rule.idle === undefined
      ? []
      : [
          problem(
            'idle-rule',
            ['rule'],
            `Grafana does not evaluate ${rule.uid}: ${rule.idle}.`,
            'Test a rule that runs.',
          ),
        ]),
    ...rule.sources
      .filter((source) => needsFrames(source) && spec.frames?.[source.refId] === undefined)
      .map((source) =>
        problem(
          'no-frames',
          [],
          `Query ${source.refId} of ${rule.uid} is ${sourceText(source)}, which pf-grafana test cannot run.`,
          `${source.sourceType === undefined ? 'Give its type with --datasource uid=prometheus, or give its rows' : 'Give its rows'}: frames: { ${source.refId}: [${exampleRow(source, rule)}] }.`,
        ),
      ),
    ...rule.data
      .filter((query) => isSqlExpression(query) && spec.frames?.[query.refId] === undefined)
      .map(({ refId }) =>
        problem(
          'no-frames',
          [],
          `Expression ${refId} of ${rule.uid} is in SQL, which pf-grafana test cannot run.`,
          `Give its rows: frames: { ${refId}: [{ value: 2 }] }.`,
        ),
      ),
    ...Object.keys(spec.frames ?? {})
      .filter((refId) => !takingRows.includes(refId))
      .map((refId) =>
        problem(
          'unknown-ref-id',
          ['frames', refId],
          `${rule.uid} has no query ${refId} of a data source.`,
          `Its queries are ${takingRows.join(', ')}.`,
        ),
      ),
    ...Object.keys(spec.sources ?? {})
      .filter((name) => !names.has(name))
      .map((name) =>
        problem(
          'unknown-source',
          ['sources', name],
          `${rule.uid} does not use the data source ${JSON.stringify(name)}.`,
          `Its sources are ${[...names].join(', ')}.`,
        ),
      ),
    ...(spec.messages !== undefined && !rule.ownRoute && !folder.policies.has(rule.orgId)
      ? [
          problem(
            'no-policies',
            ['messages'],
            `The folder has no notification policies for organisation ${rule.orgId}, so it is not known who gets which message.`,
            'Add policies, or remove messages.',
          ),
        ]
      : []),
    ...(spec.messages !== undefined && rule.records
      ? [
          problem(
            'no-messages',
            ['messages'],
            `${rule.uid} is a recording rule, which sends nothing.`,
            'Remove messages.',
          ),
        ]
      : []),
  ];
}

function sourceText({ language, sourceType, sourceNames }: SourceQuery): string {
  if (language !== undefined) return `in ${language}`;
  return sourceType === undefined ? `for a source of an unknown type (${sourceNames[0] ?? ''})` : `for ${sourceType}`;
}

/** An example row with the labels that the rule's own texts mention. */
function exampleRow({ text }: SourceQuery, { labels, annotations }: TestedRule): string {
  const mentioned = [...Object.values(labels), ...Object.values(annotations)].flatMap((template) =>
    [...template.matchAll(/\$labels\.(\w+)/g)].map(([, name = '']) => name),
  );
  const grouped = /\bby\s*\(([^)]*)\)/i.exec(text)?.[1]?.split(',') ?? [];
  const names = new Set([...grouped.map((name) => name.trim()), ...mentioned].filter((name) => /^\w+$/.test(name)));
  return `{ ${[...names].map((name) => `${name}: x`).join(', ')}${names.size > 0 ? ', ' : ''}value: 2 }`;
}
