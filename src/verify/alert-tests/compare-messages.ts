import { isObject } from '../../folder/json.ts';
import { containsLabels, labelsText } from '../labels.ts';
import type { Message } from '../notifications/message.ts';
import type { Difference, InstanceDifference } from './compare.ts';
import type { ExpectedMessage } from './test-case.ts';

const NONE = '-';

/**
 * Compares the messages that a test expects with those that were sent, in any order; every sent message must be
 * expected.
 */
export function compareMessages(expected: readonly ExpectedMessage[], sent: readonly Message[]): InstanceDifference[] {
  const left = new Set(sent);
  const ofExpected = expected.flatMap((expectation, index): InstanceDifference[] => {
    const best = [...left]
      .map((message) => ({ message, differing: differences(expectation, message) }))
      .sort((one, other) => one.differing.length - other.differing.length)[0];
    if (!best)
      return [
        {
          index,
          instance: `a message to ${expectation.receiver ?? 'anybody'}`,
          differences: [{ part: 'message', expected: expectation.status ?? 'sent', actual: 'none' }],
        },
      ];
    left.delete(best.message);
    return best.differing.length > 0
      ? [{ index, instance: messageName(best.message), differences: best.differing }]
      : [];
  });
  const unexpected = [...left].map((message): InstanceDifference => ({
    index: undefined,
    instance: messageName(message),
    differences: [
      {
        part: 'message',
        expected: 'none',
        actual: `${message.status}: ${message.title ?? labelsText(message.labels)}`,
      },
    ],
  }));
  return [...ofExpected, ...unexpected];
}

function differences(expected: ExpectedMessage, actual: Message): Difference[] {
  const plain = (['receiver', 'type', 'status', 'firing', 'resolved', 'title', 'text'] as const).flatMap(
    (part): Difference[] => {
      const [wanted, given] = [expected[part], actual[part]];
      return wanted === undefined || wanted === given
        ? []
        : [{ part, expected: String(wanted), actual: given === undefined ? notKnown(actual) : String(given) }];
    },
  );
  const { labels = {}, contains = [], payload } = expected;
  return [
    ...plain,
    ...(containsLabels(actual.labels, labels)
      ? []
      : [{ part: 'labels', expected: labelsText(labels), actual: labelsText(actual.labels) }]),
    ...contains
      .filter((text) => !(actual.text ?? '').includes(text))
      .map((text) => ({ part: 'contains', expected: text, actual: actual.text ?? notKnown(actual) })),
    ...(payload === undefined ? [] : payloadDifferences(payload, actual.payload, 'payload')),
    ...actual.problems.map((problem) => ({ part: 'template', expected: 'a string', actual: problem })),
  ];
}

/** The expected keys that differ; lists must be equal in every item. */
function payloadDifferences(expected: unknown, actual: unknown, part: string): Difference[] {
  if (isObject(expected) && isObject(actual))
    return Object.entries(expected).flatMap(([key, value]) =>
      payloadDifferences(value, Object.hasOwn(actual, key) ? actual[key] : undefined, `${part}.${key}`),
    );
  if (Array.isArray(expected) && Array.isArray(actual) && expected.length === actual.length)
    return expected.flatMap((value, index) => payloadDifferences(value, actual[index], `${part}.${index}`));
  return JSON.stringify(expected) === JSON.stringify(actual)
    ? []
    : [{ part, expected: shown(expected), actual: shown(actual) }];
}

function messageName({ receiver, type, time }: Message): string {
  return `message to ${receiver} (${type}) after ${Math.round(time / 1000)}s`;
}

function notKnown({ type }: Message): string {
  return `unknown: pf-grafana does not know what a ${type} message looks like`;
}

function shown(value: unknown): string {
  return value === undefined ? NONE : typeof value === 'string' ? value : JSON.stringify(value);
}
