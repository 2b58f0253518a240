import { expect, test } from 'vitest';

import { memoryTree } from './file-tree.ts';
import { isUnknown } from './loaded.ts';
import { openFolder } from './open-folder.ts';

const FILE = `apiVersion: 1
contactPoints:
  - name: $NAME
    receivers:
      - uid: $UID
        type: webhook
        settings: {url: $URL/x, title: "«URL»", maxAlerts: "$MOST", extra: {list: [a, $DEEP]}}
  - name: «NAME»
    receivers: []
`;

function opened(variables: Readonly<Record<string, string>>) {
  const tree = memoryTree(new Map([['provisioning/alerting/a.yaml', FILE]]), '');
  return openFolder(tree, 'provisioning', { variables: new Map(Object.entries(variables)) }).contactPoints;
}

test('a text with an unknown value is marked, and a text that contains such marks itself is not', () => {
  const [point, other] = opened({});
  expect([point?.name, other?.name]).toEqual(['«NAME»', '«NAME»']);
  expect(point && isUnknown(point, 'name')).toBe(true);
  expect(other && isUnknown(other, 'name')).toBe(false);
  const receiver = point?.receivers[0];
  expect(receiver?.settings).toEqual({
    url: '«URL»/x',
    title: '«URL»',
    maxAlerts: '«MOST»',
    extra: { list: ['a', '«DEEP»'] },
  });
  const marked = (...at: (string | number)[]) => receiver && isUnknown(receiver, ...at);
  expect(marked('uid')).toBe(true);
  expect(marked('settings', 'url')).toBe(true);
  expect(marked('settings', 'title')).toBe(false);
  expect(marked('settings', 'maxAlerts')).toBe(true);
  expect(marked('settings', 'extra', 'list', 0)).toBe(false);
  expect(marked('settings', 'extra', 'list', 1)).toBe(true);
});

test('a known value is expanded and not marked, whatever it contains', () => {
  const [point] = opened({ NAME: '«a»', UID: 'u', URL: 'https://x', MOST: '3', DEEP: 'd' });
  const receiver = point?.receivers[0];
  expect(point?.name).toBe('«a»');
  expect(point && isUnknown(point, 'name')).toBe(false);
  expect(receiver?.settings).toMatchObject({ url: 'https://x/x', maxAlerts: 3, extra: { list: ['a', 'd'] } });
  expect(receiver && isUnknown(receiver, 'settings', 'url')).toBe(false);
});
