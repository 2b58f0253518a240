import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { measure } from './measure.ts';

const METRICS = 500;
const RECORDED = 500;
const USES = 1000;
const ROUNDS = 5;
/** The maximum seconds of type checking that a catalog of this size may add. */
const LIMIT_SECONDS = 0.5;

/** Prints how much time a large catalog and its uses add to type-checking a project. */
export function reportCatalogTypes(): void {
  const folder = mkdtempSync(join(tmpdir(), 'pf-bench-types-'));
  const packed = join(folder, 'node_modules/pf-grafana');
  mkdirSync(packed, { recursive: true });
  measure(
    [resolve('node_modules/typescript/bin/tsc'), '-p', 'tsconfig.types.json', '--outDir', join(packed, 'types')],
    '.',
  );
  cpSync('package.json', join(packed, 'package.json'));
  symlinkSync(resolve('node_modules/@grafana'), join(folder, 'node_modules/@grafana'));
  cpSync('src/commands/init/template/tsconfig.json', join(folder, 'tsconfig.json'));
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
  const without: number[] = [];
  const withCatalog: number[] = [];
  // Measured in turn, so that a slow phase of the machine affects both.
  for (let round = 0; round < ROUNDS; round++) {
    without.push(check(folder, program(1, 1, 1)));
    withCatalog.push(check(folder, program(METRICS, RECORDED, USES)));
  }
  rmSync(folder, { recursive: true, force: true });
  const added = Math.max(0, median(withCatalog) - median(without)) / 1000;
  const over = added > LIMIT_SECONDS ? '  OVER THE LIMIT' : '';
  process.stdout.write(
    `types of ${METRICS} metrics, ${RECORDED} recorded series and ${USES} uses: ${added.toFixed(2)} s on top (limit ${LIMIT_SECONDS} s)${over}\n`,
  );
}

function check(folder: string, text: string): number {
  writeFileSync(join(folder, 'a.ts'), text);
  return measure([resolve('node_modules/typescript/bin/tsc'), '-p', '.'], folder).milliseconds;
}

/** A catalog that cycles through gauges, counters and histograms, and queries that use them in turn. */
function program(metrics: number, recorded: number, uses: number): string {
  const facts = Array.from({ length: metrics }, (_, index) => {
    const type = ['gauge', 'counter', 'histogram'][index % 3] ?? 'gauge';
    return `    metric_${index}: { type: '${type}', labels: ['route', 'code', 'l${index % 20}'] },`;
  });
  const series = Array.from(
    { length: recorded },
    (_, index) => `    'route:metric_${index}:rate5m': { type: 'gauge', labels: ['route'] },`,
  );
  const queries = Array.from({ length: uses }, (_, index) => {
    const metric = index % metrics;
    if (index % 2 === 1)
      return `export const q${index} = sumBy(['route'], recorded('route:metric_${index % recorded}:rate5m'));`;
    if (metric % 3 === 0)
      return `export const q${index} = sumBy(['route'], gauge('metric_${metric}', { code: '500' }));`;
    if (metric % 3 === 1) return `export const q${index} = sumBy(['route'], rate(counter('metric_${metric}'), '5m'));`;
    return `export const q${index} = quantile(0.9, buckets('metric_${metric}', { by: ['route'], window: '5m' }));`;
  });
  return `import { defineCatalog, defineProject, prometheus, promql, quantile, rate, sumBy } from 'pf-grafana';
const project = defineProject({ name: 'bench', datasources: { metrics: prometheus({ url: 'http://prometheus:9090' }) } });
const catalog = defineCatalog({
  metrics: {
${facts.join('\n')}
  },
  recorded: {
${series.join('\n')}
  },
});
export const { gauge, counter, buckets, recorded } = promql(project.sources.metrics, catalog);
export const tools = [rate, quantile];
${queries.join('\n')}
`;
}

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;
}
