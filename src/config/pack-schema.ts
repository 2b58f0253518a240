import type { PackContent } from '../define/pack.ts';

type Schema = Readonly<Record<string, unknown>>;

const text: Schema = { type: 'string', minLength: 1 };
/** Whole numbers with units; their order is checked by the parser of Grafana durations. */
const duration: Schema = { type: 'string', pattern: '^(?:\\d+(?:ms|[smhdwy]))+$', description: 'duration' };
const RANGE: Schema = { type: ['number', 'array'], items: { type: 'number' }, minItems: 2, maxItems: 2 };

const rule = closed({
  title: text,
  for: duration,
  keepFiringFor: duration,
  severity: text,
  team: text,
  threshold: closed({ value: RANGE, recover: RANGE }),
  isPaused: { type: 'boolean' },
  labels: { type: 'object', additionalProperties: { type: 'string' } },
  summary: text,
  description: text,
  runbook: { type: 'string', pattern: '^https?://' },
  noData: { enum: ['NoData', 'OK', 'Alerting', 'KeepLast'] },
  panel: { const: false },
});
const dashboard = closed({
  title: text,
  description: text,
  folder: text,
  tags: { type: 'array', items: text },
  refresh: { type: 'string' },
});
const panel = closed({
  title: text,
  description: text,
  width: { type: 'integer', minimum: 1, maximum: 24 },
  height: { type: 'integer', minimum: 1 },
});

/** The JSON Schema of a pack's keys in a project; `parts` are the part names to offer, if known. */
export function useSchema(content: PackContent, parts?: readonly string[]): Record<string, unknown> {
  return closed({
    options: content.optionSchema,
    omit: { type: 'array', items: parts ? { enum: parts } : text },
    override: parts
      ? closed(Object.fromEntries(parts.map((name) => [name, changeOf(name)])))
      : {
          type: 'object',
          patternProperties: { '^rule:': rule, '^dashboard:': dashboard, '^panel:': panel },
          // An unknown part name is reported later, with the nearest one.
        },
    sources: { type: 'object' },
    severities: words(content.severities),
    teams: words(content.teams),
    uidPrefix: { type: 'string', pattern: '^[A-Za-z0-9_-]{0,20}$' },
    folder: { type: 'string', pattern: '^[^/\\\\.\\p{Cc}][^/\\\\\\p{Cc}]*$' },
  });
}

function changeOf(part: string): Schema {
  return part.startsWith('rule:') ? rule : part.startsWith('dashboard:') ? dashboard : panel;
}

/** Maps each of the pack's words to one of the project's; any word is allowed if the pack declares none. */
function words(known: readonly string[]): Schema {
  return known.length === 0
    ? { type: 'object', additionalProperties: text }
    : closed(Object.fromEntries(known.map((word) => [word, text])));
}

function closed(properties: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return { type: 'object', properties, additionalProperties: false };
}
