import { styleText } from 'node:util';

import { inline } from '../../report/quote.ts';
import type { Change, ObjectDiff } from '../change.ts';
import type { QueryPart } from '../query-tokens.ts';
import { heading, type NamedDiff, placeText, summary } from './words.ts';

type Paint = (format: 'red' | 'green' | 'yellow' | 'bold' | 'dim', text: string) => string;

const SIGNS = { added: ['green', '+'], removed: ['red', '-'], changed: ['yellow', '~'] } as const;
/** Characters of a query that are shown on each side of what changed. */
const CONTEXT = 50;

/** The differences as text for a terminal. */
export function prettyDiff(diffs: readonly NamedDiff[], color: boolean): string {
  const paint: Paint = (format, text) => (color ? styleText(format, text, { validateStream: false }) : text);
  const folders = diffs
    .filter(({ objects }) => objects.length > 0)
    .flatMap(({ name, objects }) => [
      ...(name === '' ? [] : [paint('bold', `Environment ${inline(name)}`)]),
      ...objects.flatMap((object) => objectLines(object, paint)),
    ]);
  return `${[...folders, `${summary(diffs)}.`].join('\n')}\n`;
}

function objectLines(object: ObjectDiff, paint: Paint): string[] {
  const [format, sign] = SIGNS[object.change];
  return [
    `${paint(format, sign)} ${paint('bold', inline(heading(object)))}${object.definedAt ? paint('dim', `  ${inline(placeText(object.definedAt))}`) : ''}`,
    ...object.changes.flatMap((change) => changeLines(change, paint)),
  ];
}

function changeLines({ part, text, query, risks = [] }: Change, paint: Paint): string[] {
  return [
    `    ${part === undefined ? '' : `${inline(part)}: `}${inline(text)}`,
    ...(query
      ? [
          `        ${query.parts
            .map((one) => partText(one, paint))
            .join('')
            .trim()}`,
        ]
      : []),
    ...risks.map(({ id, message }) => `    ${paint('red', `! ${id}`)}  ${inline(message)}`),
  ];
}

/** `[-5m-]{+10m+}`, as `git diff --word-diff` prints it; long unchanged parts are cut. */
function partText({ kind, text: query }: QueryPart, paint: Paint): string {
  const text = inline(query.replaceAll(/\s+/g, ' '));
  if (kind === 'same')
    return paint('dim', text.length > 2 * CONTEXT ? `${text.slice(0, CONTEXT)} … ${text.slice(-CONTEXT)}` : text);
  const space = /^\s/.test(text) ? ' ' : '';
  return kind === 'removed'
    ? `${space}${paint('red', `[-${text.trim()}-]`)}`
    : `${space}${paint('green', `{+${text.trim()}+}`)}`;
}
