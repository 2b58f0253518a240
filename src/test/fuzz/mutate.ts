import type { Random } from './random.ts';

const NAMES = ['__proto__', 'constructor', 'toString', 'valueOf', 'hasOwnProperty', 'length', ''];
const TEXTS = [
  ...NAMES,
  '\u001b[31m\n::error::x',
  '\ud800',
  '\u202e',
  '${',
  '$__file{/etc/passwd}',
  '$$',
  '$A',
  '${a}',
  '$__env{A}',
  '[[a]]',
  '(a+)+$',
  '(',
  '{{',
  '}}',
  '{{ if',
  '{{ range $i, $v := .a }}',
  '"',
  "'",
  '`',
  '\\',
  '/',
  '..',
  'NaN',
  '1e999',
  '-0',
  'now-99999999999999y',
  '99999999999h',
  '1h1h1h',
  '0',
  '-1',
  '24:00',
  'monday:',
  '1:99999999',
  '9'.repeat(400),
  'sum(',
  'rate(',
  ')',
  '[5m]',
  '{a="b"}',
  'SELECT',
  '/*',
  '--',
  '$__timeFilter(',
  'up',
  ' or ',
  'a'.repeat(500),
];
const VALUES: readonly unknown[] = JSON.parse(`[
  null, true, false, 0, -1, 1e9, 1e300, -1e300, 0.1, 9007199254740992,
  [], {}, [null], [[]], [{}], {"a": null}, {"": ""}, {"__proto__": {"a": 1}, "constructor": []}
]`) as unknown[];
const SOURCES = [
  'prometheus',
  'loki',
  'grafana-postgresql-datasource',
  'grafana-clickhouse-datasource',
  'tempo',
  '__expr__',
];

/** A text with random changes: pieces inserted, removed, doubled or moved. */
export function mutatedText(text: string, random: Random, pieces: readonly string[] = TEXTS): string {
  let result = text;
  for (let left = random.below(4); left >= 0; left -= 1) {
    const at = random.below(result.length + 1);
    const end = Math.min(result.length, at + random.below(20));
    const put = random.pick([
      () => random.pick(pieces),
      () => '',
      () => result.slice(at, end).repeat(1 + random.below(40)),
      () => random.pick(pieces).repeat(1 + random.below(60)),
    ])();
    result = (result.slice(0, at) + put + result.slice(end)).slice(0, 8000);
  }
  return result;
}

/** A value with random changes, including its shape. */
export function mutatedValue(value: unknown, random: Random): unknown {
  const copy = structuredClone(value);
  for (let left = random.below(5); left >= 0; left -= 1) changeOne(copy, random);
  return copy;
}

function changeOne(value: unknown, random: Random): void {
  let holder = value;
  for (;;) {
    if (typeof holder !== 'object' || holder === null) return;
    const keys = Object.keys(holder);
    if (keys.length === 0) return;
    const key = random.pick(keys);
    const record = holder as Record<string, unknown>;
    const member = record[key];
    if (typeof member === 'object' && member !== null && random.below(6) > 0) {
      holder = member;
      continue;
    }
    return change(record, key, member, random);
  }
}

function change(record: Record<string, unknown>, key: string, member: unknown, random: Random): void {
  switch (random.below(8)) {
    case 0:
      delete record[key];
      return;
    case 1:
      // The length of a list is not a member that JSON could have.
      if (Array.isArray(record)) return;
      Object.defineProperty(record, random.pick(NAMES), {
        value: member,
        enumerable: true,
        configurable: true,
        writable: true,
      });
      return;
    case 2:
      record[key] = structuredClone(random.pick(VALUES));
      return;
    case 3:
      record[key] = random.pick(TEXTS);
      return;
    case 4:
      record[key] = random.pick(SOURCES);
      return;
    case 5:
      record[key] = Array.isArray(member)
        ? Array.from({ length: 50 }, () => structuredClone(member[0] as unknown))
        : [member];
      return;
    default:
      record[key] = typeof member === 'string' ? mutatedText(member, random) : structuredClone(random.pick(VALUES));
  }
}
