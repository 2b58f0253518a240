import { findConfig } from '../../config/load.ts';
import { loadConfig } from '../../config/load-file.ts';
import { resolveEnvironments } from '../../config/environments.ts';
import type { ResolvedPack } from '../../config/packs.ts';
import { packContext } from '../../define/pack.ts';
import type { Settings } from '../../define/settings.ts';
import { UserError } from '../../diagnostics/errors.ts';
import { moduleTests } from '../../verify/alert-tests/read-module.ts';
import type { TestCase } from '../../verify/alert-tests/test-case.ts';

/** Tests that the packs of the configuration here bring, by the environment they are of; none without one. */
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

/** A pack's tests, but for those of rules that the project leaves out or changes: they are of the pack's own. */
async function testsOf({ content, use, settings }: ResolvedPack, project: Settings): Promise<TestCase[]> {
  if (!content.alertTests) return [];
  const seen = settings(project);
  const file = `pack ${content.name}`;
  // The pack's own context, which its kit typed.
  const { tests, problems } = moduleTests(await content.alertTests(packContext(seen) as never), '.', file);
  if (problems.length > 0) throw new UserError(problems);
  const changed = new Set([...(use.omit ?? []), ...Object.keys(use.override ?? {})]);
  const isOwn = (test: TestCase) =>
    test.kind !== 'alert' || !changed.has(`rule:${test.spec.rule.slice(seen.uidPrefix.length)}`);
  return tests.filter(isOwn);
}
