import type { Rule } from '../../validate/rule.ts';
import { parseRelease } from '../../grafana/release.ts';
import { diagnosticsOf } from './validated.ts';

/**
 * The findings of a rule in files: `5:7 error /groups/0/rules/0/for`, with the position in the first file. `target` as
 * on the command line.
 */
export function places(files: Readonly<Record<string, string>>, rule: Rule, target?: string): string[] {
  const release = target === undefined ? undefined : parseRelease(target);
  return diagnosticsOf(files, [rule], release ? { target: release } : {}).map(
    ({ at, severity, pointer }) => `${at?.line}:${at?.column} ${severity} ${pointer}`,
  );
}

/** A provisioning folder with one alerting file: a group with one rule, with lines replaced or added. */
export function ruleFile({
  group = 'folder: f',
  rule = 'for: 1m',
  query = 'datasourceUid: p',
  model = 'refId: A',
}: {
  group?: string;
  rule?: string;
  query?: string;
  model?: string;
}): Record<string, string> {
  return {
    'provisioning/alerting/a.yaml': `apiVersion: 1
groups:
  - name: g
    interval: 1m
    ${group}
    rules:
      - uid: a
        title: A
        condition: A
        ${rule}
        data:
          - refId: A
            relativeTimeRange: {from: 600, to: 0}
            ${query}
            model: {${model}}
`,
  };
}

/** A provisioning folder with one alerting file: a contact point with one receiver. */
export function receiverFile(type: string, settings: string): Record<string, string> {
  return {
    'provisioning/alerting/a.yaml': `apiVersion: 1\ncontactPoints:\n  - name: c\n    receivers:\n      - uid: r\n        type: ${type}\n        settings: {${settings}}\n`,
  };
}

/** A provisioning folder with one file: one data source. */
export function datasourceFile(...lines: readonly string[]): Record<string, string> {
  return {
    'provisioning/datasources/a.yaml': `apiVersion: 1\ndatasources:\n  - name: d\n${lines.map((line) => `    ${line}\n`).join('')}`,
  };
}

/** A provisioning folder with one file of the kind. */
export function file(
  kind: 'datasources' | 'dashboards' | 'alerting' | 'plugins',
  text: string,
): Record<string, string> {
  return { [`provisioning/${kind}/a.yaml`]: `${text}\n` };
}
