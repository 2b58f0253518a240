import { fencedText, markdown, markdownHtml } from '../../report/quote.ts';
import type { Change, ObjectDiff } from '../change.ts';
import { textGrid } from './text-grid.ts';
import { heading, type NamedDiff, placeText, risksOf, summary } from './words.ts';

/** GitHub rejects comments longer than 65,536 characters. */
const LONGEST = 60_000;

/** Finds the URL of the picture of a dashboard's layout; undefined when there are no pictures. */
export type PictureOf = (object: ObjectDiff) => string | undefined;

interface Detail {
  readonly hasLayouts: boolean;
  readonly hasQueries: boolean;
}

/**
 * The differences as a comment on a pull request: first the risks, then each object, collapsed. Details are left out
 * when the comment would be too long to post.
 */
export function markdownDiff(diffs: readonly NamedDiff[], pictureOf: PictureOf): string {
  const details: Detail[] = [
    { hasLayouts: true, hasQueries: true },
    { hasLayouts: false, hasQueries: true },
    { hasLayouts: false, hasQueries: false },
  ];
  let text = '';
  for (const detail of details) {
    text = whole(diffs, detail, pictureOf);
    if (text.length <= LONGEST) return text;
  }
  const whatFits = text.slice(0, text.lastIndexOf('</details>\n', LONGEST) + '</details>\n'.length);
  return `${whatFits}\nThe rest is too long for a comment: \`pf-grafana diff\` shows it.\n`;
}

function whole(diffs: readonly NamedDiff[], detail: Detail, pictureOf: PictureOf): string {
  const risks = risksOf(diffs).map(
    ({ where, risk }) => `> - **${markdown(where)}**: ${markdown(risk.message)} \`${risk.id}\``,
  );
  const folders = diffs
    .filter(({ objects }) => objects.length > 0)
    .flatMap((diff) => [
      ...(diff.name === '' ? [] : [`#### Environment ${markdown(diff.name)}`, '']),
      ...diff.objects.flatMap((object) => objectLines(object, detail, pictureOf(object))),
    ]);
  return `${[`### Grafana: ${summary(diffs)}`, '', ...(risks.length > 0 ? ['> [!WARNING]', ...risks, ''] : []), ...folders].join('\n').trimEnd()}\n`;
}

function objectLines(object: ObjectDiff, detail: Detail, picture: string | undefined): string[] {
  const { change, changes, layout } = object;
  const count = changes.length === 1 ? '1 change' : `${changes.length} changes`;
  return [
    '<details>',
    `<summary>${markdownHtml(heading(object))}: ${change === 'changed' ? count : change}</summary>`,
    '',
    '| where | what |',
    '|---|---|',
    ...changes.map(
      ({ part, text, risks = [] }) =>
        `| ${markdown(part ?? '')} | ${risks.length > 0 ? ':warning: ' : ''}${markdown(text)} |`,
    ),
    '',
    ...(object.definedAt ? [`Defined at ${markdown(placeText(object.definedAt))}`, ''] : []),
    ...(detail.hasQueries ? changes.flatMap(queryLines) : []),
    ...(picture !== undefined
      ? [`![Layout before and after](${picture})`, '']
      : detail.hasLayouts && layout
        ? layoutLines(layout.before, layout.after)
        : []),
    '</details>',
    '',
  ];
}

function queryLines({ part, text, query }: Change): string[] {
  if (!query) return [];
  const lines = (sign: string, content: string) => content.split('\n').map((line) => `${sign} ${line}`);
  return [
    markdown(part === undefined ? `${text}:` : `${part}, ${text}:`),
    '',
    ...fenced('diff', [...lines('-', query.before), ...lines('+', query.after)].join('\n')),
  ];
}

function layoutLines(before: Parameters<typeof textGrid>[0], after: Parameters<typeof textGrid>[0]): string[] {
  const grid = (name: string, boxes: typeof before) =>
    boxes.length > 0 ? [`${name}:`, '', ...fenced('', textGrid(boxes))] : [];
  return [
    '<details>',
    '<summary>Layout</summary>',
    '',
    ...grid('Before', before),
    ...grid('After (+ added, - removed, &gt; moved, ~ changed)', after),
    '</details>',
    '',
  ];
}

/** A code block whose fence is longer than any in the text. */
function fenced(language: string, text: string): string[] {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}${language}`, fencedText(text), fence, ''];
}
