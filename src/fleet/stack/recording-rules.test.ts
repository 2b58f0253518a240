import { parse } from 'yaml';
import { describe, expect, test } from 'vitest';

import { recordedSeries } from '../catalog/recorded-series.ts';
import { recordingRuleFile } from './recording-rules.ts';

interface RuleFile {
  groups: { name: string; interval: string; rules: { record: string; expr: string; labels?: object }[] }[];
}

const rules = (parse(recordingRuleFile({})) as RuleFile).groups.flatMap(({ name, rules: ofGroup }) =>
  ofGroup.map((rule) => ({ group: name, ...rule })),
);

describe('the recording rules', () => {
  test('write every recorded series of the catalog once, and no other', () => {
    expect(rules.map(({ record }) => record).sort()).toEqual(Object.keys(recordedSeries).sort());
  });
  test('read a series of their own group only after the rule that writes it', () => {
    for (const [index, { group, expr, record }] of rules.entries()) {
      const later = rules
        .slice(index)
        .filter((rule) => rule.group === group && new RegExp(`(?<![\\w:])${rule.record}(?![\\w:])`).test(expr));
      expect(later.map((rule) => `${record} reads ${rule.record}`)).toEqual([]);
    }
  });
  test('write a configured selector to the result, so that the same selector finds it', () => {
    const { groups } = parse(recordingRuleFile({ env: 'prod' })) as RuleFile;
    for (const { expr, labels } of groups.flatMap((group) => group.rules)) {
      expect(labels).toEqual({ env: 'prod' });
      // A selector with matchers of its own has it before them.
      expect(expr).toMatch(/\{env="prod"[,}]/);
      expect(expr.replaceAll(/\{env="prod"[^}]*\}/g, '')).not.toContain('{');
    }
  });
  test('have no labels of their own without one', () => {
    expect(rules.filter(({ labels }) => labels)).toEqual([]);
  });
});
