import type { Rule } from './rule.ts';

/** What the readers themselves report, documented like rules. */
export const sourceRules: readonly Rule[] = [
  {
    id: 'file/depth', severity: 'error',
    description: 'A file nests no deeper than 200 levels, and no part of it holds itself.',
    why: 'Nobody wrote such a file. Readers that call themselves for each level run out of stack, Grafana\'s among them.',
    bad: 'groups: &groups\n  - rules: *groups', good: 'groups:\n  - rules: []',
  },
  {
    id: 'file/encoding', severity: 'error',
    description: 'A file is UTF-8.',
    why: 'Grafana reads bytes as UTF-8: a file in another encoding stops the start, or is skipped when it is a dashboard.',
    bad: 'a file saved as Latin-1 with "é" in it', good: 'the same file saved as UTF-8',
  },
  {
    id: 'file/size', severity: 'error',
    description: 'A file is smaller than 32 MiB.',
    why: 'A larger one was written by nobody; it is not read here, so that it does not take all memory.',
    bad: 'a dashboard of 50 MiB', good: 'several dashboards',
  },
  {
    id: 'file/unreadable', severity: 'error',
    description: 'A file can be read.',
    why: 'What cannot be read here, for want of rights or behind a broken link, Grafana cannot read either.',
    bad: 'chmod 000 rules.yaml', good: 'chmod 644 rules.yaml',
  },
  {
    id: 'json/duplicate-key', severity: 'error',
    description: 'No key stands twice in one JSON object.',
    why: 'Go\'s reader keeps the last of them and says nothing: the first is lost.',
    bad: '{"title": "CPU", "title": "Memory"}', good: '{"title": "CPU"}',
  },
  {
    id: 'json/syntax', severity: 'error',
    description: 'A JSON file is valid JSON.',
    why: 'Grafana logs the error and skips the file: the dashboard is missing, or stays as it was.',
    bad: '{"title": "CPU",}', good: '{"title": "CPU"}',
  },
  {
    id: 'yaml/aliases', severity: 'error',
    description: 'Aliases do not multiply a YAML file beyond measure.',
    why: 'A few lines of aliases to aliases expand to gigabytes, here and in Grafana.',
    bad: 'a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b] …', good: 'a: [x, x]',
  },
  {
    id: 'yaml/documents', severity: 'error',
    description: 'A YAML file has one document.',
    why: 'Grafana reads the first and ignores what stands below the next ---.',
    bad: 'apiVersion: 1\n---\ngroups: []', good: 'apiVersion: 1\ngroups: []',
  },
  {
    id: 'yaml/duplicate-key', severity: 'error',
    description: 'No key stands twice in one YAML map.',
    why: 'Grafana stops at start-up: mapping key already defined.',
    bad: 'name: a\nname: b', good: 'name: a',
  },
  {
    id: 'yaml/key', severity: 'error',
    description: 'Keys of YAML maps are texts.',
    why: 'A number as a key inside jsonData or settings makes Grafana panic.',
    bad: 'jsonData: {codes: {200: ok}}', good: 'jsonData: {codes: {"200": ok}}',
  },
  {
    id: 'yaml/syntax', severity: 'error',
    description: 'A YAML file is valid YAML.',
    why: 'Grafana stops at start-up on a data source, alerting or provider file that it cannot read.',
    bad: 'groups:\n\t- name: a', good: 'groups:\n  - name: a',
  },
];
