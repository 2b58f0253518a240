import { nearest } from '../../diagnostics/nearest.ts';
import { isObject, objectOf, textOf } from '../../folder/json.ts';
import { type Matcher, overrideMatchers, transformationMatchers } from '../../folder/matchers.ts';
import { regexProblem } from '../../grafana/javascript-regex.ts';
import { fieldMatcherIds, frameMatcherIds } from '../../grafana/registries/matchers.ts';
import type { Finding, Rule } from '../rule.ts';

/** Overrides and transformations choose fields in ways that Grafana has. */
export const panelMatcher: Rule = {
  id: 'panel/matcher',
  severity: 'error',
  description: 'A matcher of an override or a transformation has an id that Grafana knows, and options of its form.',
  why: 'Grafana looks the id up in a registry that throws for an unknown one, so the panel shows an error. Options of another form match no field, so the override does nothing: byNames takes a map with a list of names, byName one text.',
  bad: '"matcher": {"id": "byNames", "options": "cpu"}',
  good: '"matcher": {"id": "byNames", "options": {"names": ["cpu"]}}',
  panel(panel, report) {
    for (const matcher of [...overrideMatchers(panel), ...transformationMatchers(panel)]) {
      const problem = unknownId(matcher) ?? wrongOptions(matcher);
      if (problem)
        report({ ...problem, at: [...matcher.at, ...problem.at], message: `${panel.label} ${problem.message}` });
    }
  },
};

type Problem = Pick<Finding, 'message' | 'hint' | 'severity'> & { readonly at: readonly (string | number)[] };

/** What people write for an id that Grafana calls otherwise. */
const MEANT: Readonly<Record<string, string>> = {
  byQuery: 'byFrameRefID',
  byRefId: 'byFrameRefID',
  byFrameRefId: 'byFrameRefID',
  byRegex: 'byRegexp',
  byFieldName: 'byName',
  byFieldType: 'byType',
};

function unknownId({ id, kind }: Matcher): Problem | undefined {
  const known = kind === 'field' ? fieldMatcherIds : frameMatcherIds;
  // An override without any matcher is a finding of its own.
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

function wrongOptions({ id, kind, options }: Matcher): Problem | undefined {
  const missing = options === undefined || options === null;
  const wrong = (form: string, hint: string): Problem => ({
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

type Wrong = (form: string, hint: string) => Problem;

function byNames(options: unknown, wrong: Wrong): Problem | undefined {
  const hint = 'Write "options": {"mode": "include", "names": ["a name"]}.';
  if (!isObject(options)) return wrong('a map with a list of names', hint);
  const { names, mode } = options;
  if (names !== undefined && names !== null && !Array.isArray(names)) return wrong('a map with a list of names', hint);
  return mode === undefined || mode === null || mode === 'include' || mode === 'exclude'
    ? undefined
    : wrong('of the mode include or exclude', hint);
}

function byValue(options: unknown, wrong: Wrong): Problem | undefined {
  if (options === undefined || options === null) return undefined;
  const hint = `Write "options": {"reducer": "max", "op": one of ${COMPARISONS.join(', ')}, "value": 0}.`;
  if (!isObject(options)) return wrong('a map with a reducer', hint);
  const op = textOf(options['op']);
  return op === undefined || op === '' || COMPARISONS.includes(op) ? undefined : wrong('a known comparison', hint);
}

function unreadable(id: string, pattern: string): Problem | undefined {
  const problem = pattern === '' || /\$\{|\[\[/.test(pattern) ? undefined : regexProblem(pattern);
  return problem === undefined
    ? undefined
    : {
        at: ['options'],
        message: `has a regular expression in the matcher ${id} that cannot be read: ${problem}, so it matches no field.`,
        hint: 'Write it as JavaScript reads it, bare or between slashes: /^cpu/.',
      };
}
