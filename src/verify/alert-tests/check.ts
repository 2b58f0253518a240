import type { Diagnostic } from '../../diagnostics/diagnostics.ts';
import { isObject, type JsonObject } from '../../folder/json.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import { prometheusDurationMs } from '../../grafana/durations.ts';
import { outagesOf } from './outages.ts';
import type { AlertTestSpec, Locate, RouteTestSpec } from './test-case.ts';

type Path = readonly (string | number)[];
type Check = (value: unknown, path: Path, report: Report) => void;
type Report = (path: Path, message: string, hint: string) => void;

const STATES = ['Normal', 'Pending', 'Alerting', 'Recovering', 'NoData', 'Error'];

/** A valid test, or what is wrong with it. */
export type Checked<Spec> = { readonly spec: Spec } | { readonly problems: readonly Diagnostic[] };

/** Checks an alert test from a user's file. */
export function checkAlertTest(value: unknown, locate: Locate): Checked<AlertTestSpec> {
  return checked<AlertTestSpec>(value, alertTest, locate);
}

/** Checks a route test from a user's file. */
export function checkRouteTest(value: unknown, locate: Locate): Checked<RouteTestSpec> {
  return checked<RouteTestSpec>(value, routeTest, locate);
}

function checked<Spec>(value: unknown, check: Check, locate: Locate): Checked<Spec> {
  const problems: Diagnostic[] = [];
  check(value, [], (path, message, hint) =>
    problems.push({ severity: 'error', id: 'alert-test/shape', message, hint, at: locate(path) }),
  );
  // The checks cover the whole shape of a spec, key by key, so the cast is safe.
  return problems.length > 0 ? { problems } : { spec: value as Spec };
}

const text: Check = (value, path, report) => {
  if (typeof value !== 'string' || value === '')
    report(path, `${name(path)} must be a string.`, 'Put it in quotes if YAML reads it as another type.');
};
const duration: Check = (value, path, report) => {
  if (typeof value !== 'string' || prometheusDurationMs(value) === undefined)
    report(
      path,
      `${name(path)} is not a valid duration: ${JSON.stringify(value)}.`,
      'Write a duration such as 90s, 5m or 1h30m.',
    );
};
const moment: Check = (value, path, report) => {
  if (typeof value !== 'string' || Number.isNaN(Date.parse(value)))
    report(
      path,
      `${name(path)} is not a valid moment: ${JSON.stringify(value)}.`,
      'Write it in ISO 8601, such as 2026-01-04T02:30:00Z.',
    );
};
const scalar: Check = (value, path, report) => {
  if (value !== null && !['string', 'number', 'boolean'].includes(typeof value))
    report(
      path,
      `${name(path)} must be a string, a number, true, false or null.`,
      'A row is flat: one value per column.',
    );
};
const number: Check = (value, path, report) => {
  if (value !== null && typeof value !== 'number')
    report(path, `${name(path)} must be a number.`, 'Write null for no value.');
};
const state: Check = (value, path, report) => {
  if (!STATES.includes(value as string))
    report(path, `${JSON.stringify(value)} is not a state of an alert instance.`, `States are ${STATES.join(', ')}.`);
};

function list(item: Check): Check {
  return (value, path, report) => {
    if (Array.isArray(value)) value.forEach((entry, index) => item(entry, [...path, index], report));
    else report(path, `${name(path)} must be a list.`, 'Write [] for an empty one.');
  };
}

function map(key: Check, item: Check): Check {
  return (value, path, report) => {
    if (!isObject(value)) return report(path, `${name(path)} must be a map.`, 'Write keys and values.');
    for (const [entry, member] of Object.entries(value)) {
      key(entry, [...path, entry], report);
      item(member, [...path, entry], report);
    }
  };
}

function shape(keys: Readonly<Record<string, Check>>, required: readonly string[]): Check {
  return (value, path, report) => {
    if (!isObject(value))
      return report(
        path,
        `${name(path)} must be a map of ${Object.keys(keys).join(', ')}.`,
        'docs/alert-tests.md lists its keys.',
      );
    for (const key of required.filter((one) => value[one] === undefined))
      report(path, `${name(path)} has no ${key}.`, `Add ${key}.`);
    for (const [key, member] of Object.entries(value)) {
      const check = Object.hasOwn(keys, key) ? keys[key] : undefined;
      const [close] = nearest(key, Object.keys(keys));
      if (!check)
        report(
          [...path, key],
          `Unknown key ${JSON.stringify(key)}.`,
          close === undefined ? `Keys are ${Object.keys(keys).join(', ')}.` : `Did you mean ${close}?`,
        );
      else if (member !== undefined) check(member, [...path, key], report);
    }
  };
}

const anyKey: Check = () => undefined;
const labels = map(anyKey, text);
const rows = list(map(anyKey, scalar));
const framesAt: Check = (value, path, report) => {
  if (value === 'series') return;
  if (isObject(value)) shape({ error: text }, ['error'])(value, path, report);
  else rows(value, path, report);
};
const frames: Check = (value, path, report) =>
  (Array.isArray(value) ? rows : map(duration, framesAt))(value, path, report);

const instance = shape(
  {
    state,
    reason: text,
    labels,
    annotations: map(anyKey, (value, path, report) => (value === '' ? undefined : text(value, path, report))),
    values: map(anyKey, number),
    receivers: list(text),
  },
  [],
);

const outage: Check = (value, path, report) => {
  if (typeof value !== 'string' || outagesOf(value) === undefined)
    report(
      path,
      `${name(path)} does not say when the source is down: ${JSON.stringify(value)}.`,
      'Write "down 5m..12m", or "unreachable 5m..12m" for a source that keeps scraping; without an end it lasts until the end of the test.',
    );
};
const url: Check = (value, path, report) => {
  if (typeof value !== 'string' || !URL.canParse(value))
    report(path, `${name(path)} is not a valid URL.`, 'Write it as https://grafana.example.com/.');
};
const status: Check = (value, path, report) => {
  if (value !== 'firing' && value !== 'resolved')
    report(path, `${JSON.stringify(value)} is not a status of a message.`, 'It is firing or resolved.');
};
const anything: Check = () => undefined;

const message = shape(
  {
    receiver: text,
    type: text,
    status,
    firing: number,
    resolved: number,
    labels,
    title: text,
    text,
    contains: list(text),
    payload: anything,
  },
  [],
);

const alertShape = shape(
  {
    name: text,
    rule: text,
    series: map(anyKey, text),
    interval: duration,
    rule_files: list(text),
    evaluation_interval: duration,
    from: duration,
    start: moment,
    frames: map(anyKey, frames),
    sources: map(anyKey, outage),
    external_url: url,
    expect: map(duration, list(instance)),
    messages: map(duration, list(message)),
  },
  ['name', 'rule'],
);
const alertTest: Check = (value, path, report) => {
  alertShape(value, path, report);
  if (isObject(value) && value['expect'] === undefined && value['messages'] === undefined)
    report(path, 'The test expects nothing, so it cannot fail.', 'Add expect or messages.');
};

const outcomes = ['reaches', 'reaches_only', 'reaches_not'];
const routeTest: Check = (value, path, report) => {
  shape(
    {
      name: text,
      labels,
      reaches: list(text),
      reaches_only: list(text),
      reaches_not: list(text),
      at: moment,
      org: number,
    },
    ['labels'],
  )(value, path, report);
  if (isObject(value) && !outcomes.some((key) => (value as JsonObject)[key] !== undefined))
    report(path, 'The route test expects nothing, so it cannot fail.', `Add ${outcomes.join(', ')}.`);
};

function name(path: Path): string {
  return path.length === 0 ? 'A test' : `"${path.map(String).join('.')}"`;
}
