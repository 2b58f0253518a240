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
  test('record exactly the series of the catalog, each once', () => {
    expect(rules.map(({ record }) => record).sort()).toEqual(Object.keys(recordedSeries).sort());
  });
  test('read a series of their own group only after the rule that records it', () => {
    for (const [index, { group, expr, record }] of rules.entries()) {
      const later = rules
        .slice(index)
        // A rule may read its own series, which returns the previous value.
        .filter(
          (rule) =>
            rule.record !== record &&
            rule.group === group &&
            new RegExp(`(?<![\\w:])${rule.record}(?![\\w:])`).test(expr),
        );
      expect(later.map((rule) => `${record} reads ${rule.record}`)).toEqual([]);
    }
  });
  test('add the labels of a configured selector to the result, so that the same selector finds it', () => {
    const { groups } = parse(recordingRuleFile({ env: 'prod' })) as RuleFile;
    for (const { expr, labels } of groups.flatMap((group) => group.rules)) {
      expect(labels).toEqual({ env: 'prod' });
      // The configured matcher comes before the series' own matchers.
      expect(expr).toMatch(/\{env="prod"[,}]/);
      expect(expr.replaceAll(/\{env="prod"[^}]*\}/g, '')).not.toContain('{');
    }
  });
  test('add no labels without a selector', () => {
    expect(rules.filter(({ labels }) => labels)).toEqual([]);
  });
});
