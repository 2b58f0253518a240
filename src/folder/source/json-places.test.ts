import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import { expect, test } from 'vitest';

import { jsonPlaces } from './json-places.ts';
import type { Path } from './source.ts';

/** A text with every feature of JSON, in the ways that people and programs write it. */
const TEXT = `\t{ "a" : [1, -2.5e+3 ,true,null , {} , [ ],[[]] ],
  "b\\"\\\\": "x\\\\\\"]}", "\\u0063": {"a":{"":[{"deep": "\\\\"}]}},
  "twice": {"first": 1}, "twice": [2],"last":false
}\r\n`;

test('places equal those of a parsed tree', () => {
  const places = jsonPlaces(TEXT);
  const root = parseTree(TEXT);
  // A value that only the second of two equal keys holds has no path.
  const paths = pathsOf(root, []).filter((path) => root && findNodeAtLocation(root, [...path]));
  expect(paths.length).toBeGreaterThan(15);
  for (const path of paths) {
    const node = root && findNodeAtLocation(root, [...path]);
    const key = node?.parent?.type === 'property' ? node.parent.children?.[0] : undefined;
    expect([path, places.find(path)]).toEqual([
      path,
      { value: rangeOf(node), key: key && rangeOf(key), depth: path.length },
    ]);
  }
});

test.each<[string, Path, string, number]>([
  ['a missing key', ['c', 'a', 'b'], '{"":[{"deep": "\\\\"}]}', 2],
  ['an index past the end', ['a', 7], '[1, -2.5e+3 ,true,null , {} , [ ],[[]] ]', 1],
  ['an index of an object', ['c', 0], '{"a":{"":[{"deep": "\\\\"}]}}', 1],
  ['a key of a list', ['a', '0'], '[1, -2.5e+3 ,true,null , {} , [ ],[[]] ]', 1],
  ['a path below a number', ['a', 0, 'b'], '1', 2],
  ['a key that only the second of two has', ['twice', 0], '{"first": 1}', 1],
])('%s leads to what is around it', (_name, path, text, depth) => {
  const found = jsonPlaces(TEXT).find(path);
  expect([TEXT.slice(found.value.start, found.value.end), found.depth]).toEqual([text, depth]);
});

test.each(['1', ' "a" ', '[]', '{}\n'])('a text that is only %s', (text) => {
  const { value } = jsonPlaces(text).find(['a']);
  expect(text.slice(value.start, value.end)).toBe(text.trim());
});

function pathsOf(node: Node | undefined, path: Path): Path[] {
  const members = (node?.children ?? []).flatMap((child, index) => {
    if (child.type !== 'property') return pathsOf(child, [...path, index]);
    const [key, value] = child.children ?? [];
    return value ? pathsOf(value, [...path, String(key?.value)]) : [];
  });
  return [path, ...members];
}

function rangeOf(node: Node | undefined) {
  return node && { start: node.offset, end: node.offset + node.length };
}
