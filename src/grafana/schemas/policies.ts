import { duration, int, list, plainText, type Schema, since } from './schema.ts';

/** A duration as a string: policies are decoded as JSON, where a bare number is refused. */
const quoted: Schema = {
  'x-checked': ['value'],
  type: ['string', 'null'],
  pattern: duration.pattern ?? '',
  'x-trap': 'durations of policies are strings with a unit, such as "5m"',
};
const names = list({ type: 'string' });
const matcherPart: Schema = {
  'x-checked': ['value'],
  type: 'string',
  'x-trap': 'a matcher is three strings; a bare number or boolean needs quotes',
};

const members: Readonly<Record<string, Schema>> = {
  receiver: { 'x-checked': ['value', 'missing'], type: 'string', pattern: '\\S' },
  group_by: names,
  matchers: list({ 'x-checked': ['value'], type: 'string' }),
  object_matchers: list({
    'x-checked': ['value'],
    type: 'array',
    items: [matcherPart, { 'x-checked': ['value'], enum: ['=', '!=', '=~', '!~'] }, matcherPart],
    minItems: 3,
    maxItems: 3,
  }),
  match: { type: ['object', 'null'], additionalProperties: plainText },
  match_re: { type: ['object', 'null'], additionalProperties: plainText },
  mute_time_intervals: names,
  active_time_intervals: since('activeTimings', names),
  continue: { type: ['boolean', 'null'] },
  group_wait: quoted,
  group_interval: quoted,
  repeat_interval: quoted,
  routes: list({ $ref: '#/definitions/route' }),
};

/** A route below the root. Each needs a receiver, because a route in a file does not inherit one. */
export const route: Schema = object(members);

/** One entry of `policies`: the root of an org's tree. */
export const policy: Schema = object({ ...members, orgId: int, name: since('namedPolicies', plainText) });

function object(properties: Readonly<Record<string, Schema>>): Schema {
  return { type: 'object', properties, required: ['receiver'], additionalProperties: false, 'x-any-case': true };
}
