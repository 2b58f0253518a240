import { ruleGroups } from '../../alerting/index.ts';
import { atLeast, type GrafanaVersion, type Settings } from '../define/settings.ts';
import { NEWEST, releaseText } from '../grafana/release.ts';
import type { WrittenThresholds } from './settings.ts';

/** Rules by their uids, as text. */
type Rules = ReadonlyMap<string, string>;

/**
 * By uid, every rule of the fleet in this project, and why it is not the one that its tests were written for: an option
 * moves its limit, or the release of Grafana lacks a part of it.
 */
export function rulesAndReasons(settings: Settings): ReadonlyMap<string, string | undefined> {
  // The pack's schema has checked them.
  const { thresholds = {} } = settings.options as { readonly thresholds?: WrittenThresholds };
  const { grafana } = settings;
  const here = rulesOf(settings, grafana, thresholds);
  const onNewest = rulesOf(settings, NEWEST, thresholds);
  const usual = rulesOf(settings, NEWEST, {});
  const alone = Object.entries(thresholds).map(
    ([name, limits]) => [name, rulesOf(settings, NEWEST, { [name]: limits })] as const,
  );
  return new Map(
    [...here].map(([rule, text]) => {
      const options = alone.filter(([, rules]) => rules.get(rule) !== usual.get(rule)).map(([name]) => name);
      const reasons = [
        ...options.map((name) => `the option thresholds.${name} changes the rule`),
        ...(text === onNewest.get(rule) ? [] : [`Grafana ${releaseText(grafana)} lacks a part of the rule`]),
      ];
      return [rule, reasons.length > 0 ? reasons.join(', and ') : undefined];
    }),
  );
}

function rulesOf(settings: Settings, grafana: GrafanaVersion, thresholds: WrittenThresholds): Rules {
  const seen = { ...settings, grafana, options: { ...settings.options, thresholds } };
  return new Map(
    ruleGroups.flatMap(({ build }) => build(seen).rules.map((rule) => [rule.uid, textOf(rule, grafana)] as const)),
  );
}

/** What a failed query means is compared separately: only tests of an outage look at it. Recovery needs Grafana 11. */
function textOf(rule: object, grafana: GrafanaVersion): string {
  return JSON.stringify(rule, (key, value: unknown) =>
    key === 'onError' || (key === 'recover' && !atLeast(grafana, 11)) ? undefined : value,
  );
}
