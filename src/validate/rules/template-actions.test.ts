import { expect, test } from 'vitest';

import { alerting, pointers } from '../../test/support/validated.ts';
import { templateActions } from './template-actions.ts';

test.each([
  ['blocks with ends', alerting({ templates: [{ name: 't', template: '{{ define "a" }}{{ if .X }}a{{ else if .Y }}b{{- end -}}{{/* if */}}{{ end }}' }] }), []],
  ['a block without', alerting({ templates: [{ name: 't', template: '{{ define "a" }}{{ if .X }}a{{ end }}' }] }), ['/templates/0/template']],
  ['an end without a beginning', alerting({ templates: [{ name: 't', template: 'a{{ end }}' }] }), ['/templates/0/template']],
  ['an open action', alerting({ templates: [{ name: 't', template: 'a{{ .X' }] }), ['/templates/0/template']],
  ['plain text', alerting({ templates: [{ name: 't', template: 'a' }] }), []],
])('%s', (_name, files, expected) => {
  expect(pointers(files, templateActions)).toEqual(expected);
});
