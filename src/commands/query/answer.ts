import { UserError } from '../../diagnostics/errors.ts';
import { connectEngines, type EngineUrls, type Engines } from '../../verify/panel-queries/engines.ts';
import { resultProblems } from '../../verify/panel-queries/result-problems.ts';
import type { PrintedPanel, PrintedQuery } from './expand-panels.ts';

/**
 * Returns the panels with the result of each query, and why a panel could not use it; an error from an engine belongs
 * to the query.
 */
export async function answer(
  panels: readonly PrintedPanel[],
  urls: EngineUrls,
  timeoutMs?: number,
): Promise<PrintedPanel[]> {
  const engines = connectEngines(urls, timeoutMs);
  try {
    const answered: PrintedPanel[] = [];
    for (const panel of panels) {
      const queries: PrintedQuery[] = [];
      for (const query of panel.queries) queries.push(await answerOne(engines, query));
      answered.push({ ...panel, queries });
    }
    return answered;
  } finally {
    await engines.close();
  }
}

async function answerOne(engines: Engines, query: PrintedQuery): Promise<PrintedQuery> {
  if (!query.expanded) return query;
  try {
    const result = await engines.run(query.expanded);
    return { ...query, result, unusable: resultProblems(query.expanded.query, result) };
  } catch (error) {
    if (error instanceof UserError) throw error;
    // The response lacks a member that every valid response has.
    if (error instanceof TypeError)
      return { ...query, problem: 'The answer is not in the format of this kind of server.' };
    return { ...query, problem: error instanceof Error ? error.message : String(error) };
  }
}
