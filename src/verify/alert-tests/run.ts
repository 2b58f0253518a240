// verify/ runs a folder's alert rules over series, its routes, its templates and its panels' queries, as Grafana would.
// It reads the folder through folder/, never through validate/, and changes nothing in it.

import { prepareAlertTest, type PreparedTest } from './alert-run.ts';
import type { Outcome, Touched, Touching } from './outcome.ts';
import { type PromqlEngine, type PromqlReply, promtool } from './promtool.ts';
import { runRouteTest } from './route-run.ts';
import type { TestCase } from './test-case.ts';
import type { TestedFolder } from './tested-folder.ts';

/**
 * Runs tests and returns their outcomes in the same order, with a single call to Prometheus; tests that need Prometheus
 * are skipped when it is missing.
 */
export async function runTests(
  tests: readonly TestCase[],
  folder: TestedFolder,
  engine: PromqlEngine = promtool,
): Promise<{ outcomes: Outcome[]; touched: Touched }> {
  const touched: Touching = { rules: new Set(), routes: new Set() };
  const prepared = await Promise.all(
    tests.map((test) =>
      test.kind === 'alert' ? prepareAlertTest(test, folder, touched) : runRouteTest(test, folder, touched),
    ),
  );
  const waiting = prepared.filter(isWaiting);
  const asking = waiting.filter(({ request }) => request.questions.length > 0);
  const isThere = asking.length > 0 && (await engine.isThere());
  const replies = isThere ? await engine.ask(asking.map(({ request }) => request)) : [];
  const byTest = new Map<PreparedTest, PromqlReply | undefined>([
    ...waiting.map((test) => [test, { answers: [] }] as const),
    ...asking.map((test, index) => [test, replies[index]] as const),
  ]);
  return { outcomes: prepared.map((test) => (isWaiting(test) ? test.judge(byTest.get(test)) : test)), touched };
}

function isWaiting(test: PreparedTest | Outcome): test is PreparedTest {
  return 'judge' in test;
}
