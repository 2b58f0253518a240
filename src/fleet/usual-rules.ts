import { ruleGroups } from '../../alerting/index.ts';
import { atLeast, type GrafanaVersion, type Settings } from '../define/settings.ts';
import { NEWEST, releaseText } from '../grafana/release.ts';
import type { WrittenThresholds } from './settings.ts';

/** Rules as text, by uid. */
type Rules = ReadonlyMap<string, string>;

/**
 * Returns every rule of the fleet in this project by uid, with the reason why it differs from the rule for which its
 * tests were written: an option changes its limit, or the release of Grafana lacks a part of it.
 */
export function rulesAndReasons(settings: Settings): ReadonlyMap<string, string | undefined> {
  // The pack's schema has checked the options.
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

/** A rule as text to compare: without `onError`, which only outage tests need, and without what Grafana 10 lacks. */
function textOf(rule: object, grafana: GrafanaVersion): string {
  return JSON.stringify(rule, (key, value: unknown) =>
    key === 'onError' || (key === 'recover' && !atLeast(grafana, 11)) ? undefined : value,
  );
}
