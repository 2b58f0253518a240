import { alertTest, type AlertTestSpec, type DefinedTest, type ExpectedInstance, leaveOut } from 'pf-grafana';

import book from '../../alerting/book.alert.test.ts';
import agents from '../../alerting/fleet.alert.test.ts';
import health from '../../alerting/health.alert.test.ts';
import market from '../../alerting/market.alert.test.ts';
import money from '../../alerting/money.alert.test.ts';
import platform from '../../alerting/platform.alert.test.ts';
import sources from '../../alerting/sources.alert.test.ts';
import { RECORDING_RULES } from '../../alerting/test-series.ts';
import { atLeast, type Settings, uid } from '../define/settings.ts';
import { rulesAndReasons } from './usual-rules.ts';

/** Uid prefix in the tests, which were written for the committed configuration. */
const WRITTEN_PREFIX = 'pf-';
const SERIES = /^(?<metric>[A-Za-z_:][\w:]*)(?:\{(?<labels>.*)\})?$/s;

/**
 * Adapts the tests of the fleet's rules to a project. They check states, labels and texts, but not receivers, which
 * belong to the project. Tests of a rule that an option or the release of Grafana changes are left out.
 */
export function fleetAlertTests(settings: Settings): DefinedTest[] {
  const rules = rulesAndReasons(settings);
  return [agents, health, market, money, platform, book, sources].flat(Number.POSITIVE_INFINITY).flatMap((written) => {
    // Test files export tests and nested lists of tests.
    const test = written as DefinedTest;
    if (test.kind !== 'alert' || test.spec.expect === undefined) return [];
    const rule = uid(settings, test.spec.rule.slice(WRITTEN_PREFIX.length));
    const own = alertTest(inProject(test.spec, rule, settings));
    const leftOut = rules.has(rule)
      ? (rules.get(rule) ?? whyTestFails(test.spec, settings))
      : 'the project does not have the rule';
    return [leftOut === undefined ? own : leaveOut(own, leftOut)];
  });
}

function inProject({ messages: _messages, ...spec }: AlertTestSpec, rule: string, settings: Settings): AlertTestSpec {
  return {
    ...spec,
    rule,
    ...(spec.series ? { series: selected(spec.series, settings) } : {}),
    ...(spec.rule_files
      ? { rule_files: spec.rule_files.map((path) => (path === RECORDING_RULES ? BELOW_OUTPUT : path)) }
      : {}),
    expect: Object.fromEntries(
      Object.entries(spec.expect ?? {}).map(([time, instances]) => [
        time,
        instances.map((instance) => stateOf(instance, settings)),
      ]),
    ),
  };
}
const BELOW_OUTPUT = RECORDING_RULES.replace(/^\.\.\/out\//, '');

/** Returns an expected instance without receivers and with the project's uids. */
function stateOf(
  { receivers: _receivers, ...instance }: ExpectedInstance,
  { sources: bound }: Settings,
): ExpectedInstance {
  const { datasource_uid: written, ...labels } = instance.labels ?? {};
  if (written === undefined) return instance;
  const source = bound[written.slice(WRITTEN_PREFIX.length)];
  return { ...instance, labels: { ...labels, ...(source ? { datasource_uid: source.uid } : {}) } };
}

/** Adds the labels of the project's selector to the series, because a rule reads only series with these labels. */
function selected(series: NonNullable<AlertTestSpec['series']>, { selector }: Settings): Record<string, string> {
  const more = Object.entries(selector).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
  return Object.fromEntries(
    Object.entries(series).map(([written, values]) => {
      const { metric = written, labels = '' } = SERIES.exec(written)?.groups ?? {};
      const all = [labels, ...more].filter((part) => part !== '');
      return [all.length === 0 ? metric : `${metric}{${all.join(',')}}`, values];
    }),
  );
}

/** Returns why a test would fail even though its rule is unchanged. */
function whyTestFails(
  { series = {}, sources: outages }: AlertTestSpec,
  { selector, grafana }: Settings,
): string | undefined {
  const taken = Object.keys(selector).find((label) =>
    Object.keys(series).some((name) => new RegExp(`[{,]\\s*${label}=`).test(name)),
  );
  if (taken !== undefined) return `the selector requires the label ${taken}, which the series already have`;
  return outages !== undefined && !atLeast(grafana, 11)
    ? 'Grafana before 11 has no KeepLast, so a failed query ends an alert'
    : undefined;
}
