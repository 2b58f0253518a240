import { resolve } from 'node:path';

import { reportAlertRules } from './alert-rules.ts';
import { reportAlertTests } from './alert-tests.ts';
import { reportBoards } from './boards.ts';
import { reportCatalogTypes } from './catalog-types.ts';
import { reportExporter } from './exporter.ts';
import { reportIngest } from './ingest.ts';
import { reportPublicFolders } from './public-folders.ts';
import { reportScale } from './scale.ts';
import { reportStart } from './start.ts';
import { reportValidation } from './validation.ts';
import { programs } from './versions.ts';

const BIN = resolve('dist/bin.js');

/** The parts of the benchmark, by the name for selecting one. */
const PARTS: Readonly<Record<string, () => void | Promise<void>>> = {
  start: () => reportStart(BIN),
  boards: () => reportBoards(programs(BIN)),
  'alert-rules': () => reportAlertRules(programs(BIN)),
  public: () => reportPublicFolders(BIN),
  scale: () => reportScale(programs(BIN)),
  validation: () => reportValidation(BIN),
  'alert-tests': () => reportAlertTests(BIN),
  types: reportCatalogTypes,
  exporter: reportExporter,
  ingest: reportIngest,
};

/** Runs the named parts, or all of them: `npm run bench -- boards alert-rules`. */
async function main(names: readonly string[]): Promise<void> {
  const unknown = names.filter((name) => !Object.hasOwn(PARTS, name));
  if (unknown.length > 0) {
    process.stderr.write(`Unknown parts: ${unknown.join(', ')}. Known parts: ${Object.keys(PARTS).join(', ')}.\n`);
    process.exitCode = 2;
    return;
  }
  for (const [name, report] of Object.entries(PARTS)) if (names.length === 0 || names.includes(name)) await report();
}

await main(process.argv.slice(2));
