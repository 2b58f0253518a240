import { expect, test } from 'vitest';

import { memoryTree } from '../folder/file-tree.ts';
import { openFolder } from '../folder/open-folder.ts';
import { savedTemplate } from './saved-template.ts';

/** The only template of a file, as Grafana stores it. */
function saved(text: string): unknown {
  const file = `apiVersion: 1\ntemplates:\n  - orgId: 1\n    name: mine\n    template: ${JSON.stringify(text)}\n`;
  const tree = memoryTree(new Map([['provisioning/alerting/a.yaml', file]]), '');
  const [template] = openFolder(tree, 'provisioning').templates.map(savedTemplate);
  expect(template?.written).toEqual(template?.json);
  return template?.json['template'];
}

test.each([
  ['the line end of a YAML block', '{{ define "a" }}one{{ end }}\n', '{{ define "a" }}one{{ end }}'],
  [
    'a definition that Grafana does not recognise',
    '{{- define "a" }}one{{ end }}',
    '{{ define "mine" }}\n  {{- define "a" }}one{{ end }}\n{{ end }}',
  ],
  ['none', 'one\n{{ .Status }}\n', '{{ define "mine" }}\n  one\n  {{ .Status }}\n{{ end }}'],
])('%s', (_what, text, expected) => expect(saved(text)).toBe(expected));
