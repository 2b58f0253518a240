import { nearest } from '../diagnostics/nearest.ts';
import { regexProblem } from '../grafana/javascript-regex.ts';
import { fieldMatcherIds, frameMatcherIds } from '../grafana/registries/matchers.ts';
import { isObject, objectOf, textOf } from './json.ts';
import type { Matcher } from './matchers.ts';

/** What is wrong with a matcher: the end of a sentence, and the place below the matcher. */
export interface MatcherProblem {
  readonly at: readonly string[];
  readonly message: string;
  readonly hint: string;
}

/** Why Grafana cannot use a matcher; undefined when it can. */
export function matcherProblem(matcher: Matcher): MatcherProblem | undefined {
  return unknownId(matcher) ?? wrongOptions(matcher);
}

/** Common wrong spellings of matcher ids. */
const MEANT: Readonly<Record<string, string>> = {
  byQuery: 'byFrameRefID',
  byRefId: 'byFrameRefID',
  byFrameRefId: 'byFrameRefID',
  byRegex: 'byRegexp',
  byFieldName: 'byName',
  byFieldType: 'byType',
};

function unknownId({ id, kind }: Matcher): MatcherProblem | undefined {
  const known = kind === 'field' ? fieldMatcherIds : frameMatcherIds;
  // A missing matcher is reported separately.
  if (id === undefined || known.has(id)) return undefined;
  const meant = kind === 'field' ? (MEANT[id] ?? nearest(id, known)[0]) : nearest(id, known)[0];
  return {
    at: ['id'],
    message: `has the matcher "${id}", which Grafana does not know, so the panel shows an error.`,
    hint: meant === undefined ? `Write one of: ${[...known].join(', ')}.` : `Did you mean "${meant}"?`,
  };
}

const FIELD_TYPES = ['time', 'number', 'string', 'boolean', 'trace', 'geo', 'enum', 'other', 'frame', 'nestedFrames'];
const COMPARISONS = ['eq', 'neq', 'gt', 'gte', 'lt', 'lte'];

function wrongOptions({ id, kind, options }: Matcher): MatcherProblem | undefined {
  const missing = options === undefined || options === null;
  const wrong = (form: string, hint: string): MatcherProblem => ({
    at: missing ? [] : ['options'],
    message: `has options of the matcher ${id} that are not ${form}, so it matches no field.`,
    hint,
  });
  switch (id) {
    case 'byName':
    case 'byFrameRefID':
    case 'byRefId':
      return missing || typeof options === 'string' ? undefined : wrong('one text', 'Write "options": "a name".');
    case 'byRegexp':
      return missing || typeof options === 'string'
        ? unreadable(id, textOf(options) ?? '')
        : wrong('one text', 'Write "options": "/^cpu/".');
    case 'byNames':
      return byNames(options, wrong);
    case 'byRegexpOrNames':
      return missing || isObject(options)
        ? unreadable(id, textOf(objectOf(options)['pattern']) ?? '')
        : wrong('a map', 'Write "options": {"pattern": "/^cpu/", "names": []}.');
    case 'byType':
      return kind === 'frame' || missing || options === '' || FIELD_TYPES.includes(String(options))
        ? undefined
        : wrong('a type of fields', `Write one of: ${FIELD_TYPES.join(', ')}.`);
    case 'byValue':
      return byValue(options, wrong);
    default:
      return undefined;
  }
}

type Wrong = (form: string, hint: string) => MatcherProblem;

function byNames(options: unknown, wrong: Wrong): MatcherProblem | undefined {
  const hint = 'Write "options": {"mode": "include", "names": ["a name"]}.';
  if (!isObject(options)) return wrong('a map with a list of names', hint);
  const { names, mode } = options;
  if (names !== undefined && names !== null && !Array.isArray(names)) return wrong('a map with a list of names', hint);
  return mode === undefined || mode === null || mode === 'include' || mode === 'exclude'
    ? undefined
    : wrong('of the mode include or exclude', hint);
}

function byValue(options: unknown, wrong: Wrong): MatcherProblem | undefined {
  if (options === undefined || options === null) return undefined;
  const hint = `Write "options": {"reducer": "max", "op": one of ${COMPARISONS.join(', ')}, "value": 0}.`;
  if (!isObject(options)) return wrong('a map with a reducer', hint);
  const op = textOf(options['op']);
  return op === undefined || op === '' || COMPARISONS.includes(op) ? undefined : wrong('a known comparison', hint);
}

function unreadable(id: string, pattern: string): MatcherProblem | undefined {
  const problem = pattern === '' || /\$\{|\[\[/.test(pattern) ? undefined : regexProblem(pattern);
  return problem === undefined
    ? undefined
    : {
        at: ['options'],
        message: `has a regular expression in the matcher ${id} that cannot be read: ${problem}, so it matches no field.`,
        hint: 'Write it as JavaScript reads it, bare or between slashes: /^cpu/.',
      };
}
