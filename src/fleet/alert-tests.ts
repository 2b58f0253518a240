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

/** What uids begin with where the tests were written: in the committed configuration. */
const WRITTEN_PREFIX = 'pf-';
const SERIES = /^(?<metric>[A-Za-z_:][\w:]*)(?:\{(?<labels>.*)\})?$/s;

/**
 * The tests of the fleet's rules as they hold in a project: states, labels and texts. Who is told is a matter of its
 * receivers. A rule that an option or the release of Grafana changes is no longer the one that they were written for.
 */
export function fleetAlertTests(settings: Settings): DefinedTest[] {
  const rules = rulesAndReasons(settings);
  return [agents, health, market, money, platform, book, sources].flat(Number.POSITIVE_INFINITY).flatMap((written) => {
    // What a test file exports: lists of tests, and lists of these.
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

/** An instance without who is notified of it, under the uids of the project. */
function stateOf(
  { receivers: _receivers, ...instance }: ExpectedInstance,
  { sources: bound }: Settings,
): ExpectedInstance {
  const { datasource_uid: written, ...labels } = instance.labels ?? {};
  if (written === undefined) return instance;
  const source = bound[written.slice(WRITTEN_PREFIX.length)];
  return { ...instance, labels: { ...labels, ...(source ? { datasource_uid: source.uid } : {}) } };
}

/** Series with the labels that the project selects by: a rule sees no other ones. */
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

/** Why one test would fail where its rule is as it was written for. */
function whyTestFails(
  { series = {}, sources: outages }: AlertTestSpec,
  { selector, grafana }: Settings,
): string | undefined {
  const taken = Object.keys(selector).find((label) =>
    Object.keys(series).some((name) => new RegExp(`[{,]\\s*${label}=`).test(name)),
  );
  if (taken !== undefined) return `the selector asks for the label ${taken}, which its series have themselves`;
  return outages !== undefined && !atLeast(grafana, 11)
    ? 'Grafana before 11 knows no KeepLast: a failed query ends an alert'
    : undefined;
}
