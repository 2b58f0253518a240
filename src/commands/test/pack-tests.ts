import { findConfig } from '../../config/load.ts';
import { loadConfig } from '../../config/load-file.ts';
import { resolveEnvironments } from '../../config/environments.ts';
import type { ResolvedPack } from '../../config/packs.ts';
import { packContext } from '../../define/pack.ts';
import type { PackUse } from '../../define/pack-use.ts';
import type { Settings } from '../../define/settings.ts';
import { UserError } from '../../diagnostics/errors.ts';
import { moduleTests } from '../../verify/alert-tests/read-module.ts';
import type { AlertTestSpec, ExpectedInstance, TestCase } from '../../verify/alert-tests/test-case.ts';

/** The tests of the packs in this configuration, by environment; empty without a configuration. */
export async function packTests(): Promise<ReadonlyMap<string | undefined, readonly TestCase[]>> {
  const config = findConfig();
  if (config === undefined) return new Map();
  const loaded = await loadConfig(config);
  if (loaded.packs.every(({ content }) => content.alertTests === undefined)) return new Map();
  const environments = resolveEnvironments(loaded, undefined);
  return new Map(
    await Promise.all(
      environments.map(async ({ environment, packs, settings }) => {
        const tests = await Promise.all(packs.map((pack) => testsOf(pack, settings)));
        return [environment, tests.flat()] as const;
      }),
    ),
  );
}

/**
 * A pack's tests with the project's severities and teams; tests of rules that the project omits or overrides are
 * skipped.
 */
async function testsOf({ content, use, settings }: ResolvedPack, project: Settings): Promise<TestCase[]> {
  if (!content.alertTests) return [];
  const seen = settings(project);
  const file = `pack ${content.name}`;
  // Safe: it is the pack's own context, typed by its kit.
  const exported = await content.alertTests(packContext(seen) as never, seen);
  const { tests, problems } = moduleTests(exported, '.', file);
  if (problems.length > 0) throw new UserError(problems);
  return tests.map((test): TestCase => {
    if (test.kind !== 'alert') return test;
    const leftOut = unusual(`rule:${test.spec.rule.slice(seen.uidPrefix.length)}`, use) ?? test.leftOut;
    return { ...test, spec: inWordsOf(use, test.spec), ...(leftOut === undefined ? {} : { leftOut }) };
  });
}

/** Why a rule of a pack differs from what the pack's tests expect. */
function unusual(rule: string, { omit = [], override = {} }: PackUse): string | undefined {
  if (omit.includes(rule)) return 'the project omits the rule';
  return Object.hasOwn(override, rule) ? 'the project overrides the rule' : undefined;
}

/** The expectations of a test, with the pack's severities and teams mapped to the project's. */
function inWordsOf({ severities = {}, teams = {} }: PackUse, spec: AlertTestSpec): AlertTestSpec {
  const words: Readonly<Record<string, Readonly<Record<string, string | undefined>>>> = {
    severity: severities,
    team: teams,
  };
  const mapped = <Expected extends Pick<ExpectedInstance, 'labels'>>(expected: Expected): Expected =>
    expected.labels === undefined
      ? expected
      : {
          ...expected,
          labels: Object.fromEntries(
            Object.entries(expected.labels).map(([label, word]) => [label, words[label]?.[word] ?? word]),
          ),
        };
  const byTime = <Expected extends Pick<ExpectedInstance, 'labels'>>(
    all: Readonly<Record<string, readonly Expected[]>>,
  ) => Object.fromEntries(Object.entries(all).map(([time, expected]) => [time, expected.map(mapped)]));
  return {
    ...spec,
    ...(spec.expect ? { expect: byTime(spec.expect) } : {}),
    ...(spec.messages ? { messages: byTime(spec.messages) } : {}),
  };
}
