import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';

import { Command } from 'commander';

import type { CatalogFacts, DatabaseFacts, DefinedCatalog } from '../catalog/define-catalog.ts';
import { FindingsError, UserError } from '../diagnostics/errors.ts';
import type { FoundFacts } from './catalog/found.ts';
import { examples } from './examples.ts';
import { showProgress } from './progress.ts';
import { print } from './terminal.ts';

interface CatalogOptions {
  readonly prometheus?: string;
  readonly exposition?: readonly string[];
  readonly ddl?: readonly string[];
  readonly database?: readonly string[];
  readonly loki?: string;
  readonly hours: number;
  readonly timeout: number;
  readonly out: string;
  readonly check?: true;
}

/** `pf-grafana catalog` */
export function catalogCommand(): Command {
  const several = (value: string, before: readonly string[] = []): string[] => [...before, value];
  return new Command('catalog')
    .description(
      'Write a typed catalog of the metrics, tables and logs in your data sources, or show what changed in them',
    )
    .option('--prometheus <url>', 'address of a Prometheus, for its metrics and recorded series')
    .option('--exposition <file>', 'a saved metrics page of an exporter; may be repeated', several)
    .option(
      '--ddl <name=dialect:file>',
      'a schema file, such as shop=mysql:schema.sql (postgres, mysql, clickhouse)',
      several,
    )
    .option(
      '--database <name=url>',
      'a live database, such as book=postgres://reader@host/book or clickhouse://…',
      several,
    )
    .option('--loki <url>', 'address of a Loki, for the labels of its streams')
    .option('--hours <n>', 'how far back to look in Prometheus and Loki', positive, 24)
    .option('--timeout <seconds>', 'time limit of one request', positive, 10)
    .option('--out <file>', 'file of the catalog', 'catalog.ts')
    .option('--check', 'write nothing; exit 1 when the catalog differs from the sources')
    .addHelpText(
      'after',
      examples(
        'pf-grafana catalog --prometheus http://localhost:9090',
        'pf-grafana catalog --ddl shop=mysql:schema.sql --check',
      ),
    )
    .action(runCatalog);
}

async function runCatalog(options: CatalogOptions): Promise<void> {
  const [{ mergeFacts }, { catalogChanges }, { catalogModule }] = await Promise.all([
    import('./catalog/merge-facts.ts'),
    import('./catalog/changes.ts'),
    import('./catalog/write-catalog.ts'),
  ]);
  const found = await findFacts(options);
  const before = await factsBefore(options.out);
  const after = mergeFacts(before ?? {}, found);
  const changes = catalogChanges(before ?? {}, after);
  print(changes.map(({ sign, what }) => `${sign} ${what}\n`).join(''));
  print(changes.length === 0 && before ? `${options.out}: nothing changed\n` : `${options.out}: ${summary(after)}\n`);
  if (options.check) {
    if (changes.length > 0) throw new FindingsError();
    return;
  }
  if (changes.length > 0 || !before) await writeFile(options.out, catalogModule(after));
  if (before) return;
  const { nextSteps } = await import('./catalog/next-steps.ts');
  process.stderr.write(`\n${nextSteps(after)}`);
}

async function findFacts(options: CatalogOptions): Promise<FoundFacts> {
  const { exposition = [], ddl = [], database = [], hours } = options;
  const timeoutMs = options.timeout * 1000;
  if (!options.prometheus && !options.loki && exposition.length + ddl.length + database.length === 0)
    throw nothingNamed();
  if (options.prometheus && exposition.length > 0) throw twoOfMetrics();
  const { endpointOf } = await import('../verify/panel-queries/endpoint.ts');
  const endpoint = (url: string, what: string) => {
    showProgress(`Querying: ${what}`);
    return { ...endpointOf(url, what), timeoutMs };
  };
  const databases: Record<string, DatabaseFacts> = {};
  for (const text of ddl) Object.assign(databases, await schemaFile(text));
  for (const text of database) {
    const [name, url] = named('--database', text, 'book=postgres://reader@host/book', '…');
    if (!URL.canParse(url)) throw malformed('--database', `${name}=…`, 'book=postgres://reader@host/book');
    showProgress(`Querying: ${name}`);
    const { liveDatabase } = await import('./catalog/live-databases.ts');
    databases[name] = await liveDatabase(name, new URL(url), { timeoutMs });
  }
  return {
    ...(options.prometheus
      ? await (
          await import('./catalog/prometheus.ts')
        ).prometheusFacts(endpoint(options.prometheus, 'Prometheus'), hours)
      : {}),
    ...(exposition.length > 0
      ? (await import('./catalog/exposition.ts')).expositionFacts(await pages(exposition))
      : {}),
    ...(Object.keys(databases).length > 0 ? { databases } : {}),
    ...(options.loki ? await (await import('./catalog/loki.ts')).lokiFacts(endpoint(options.loki, 'Loki'), hours) : {}),
  };
}

async function schemaFile(text: string): Promise<Readonly<Record<string, DatabaseFacts>>> {
  const example = 'shop=mysql:schema.sql';
  const [name, rest] = named('--ddl', text, example);
  const [, dialect = '', file = ''] = /^(\w+):(.+)$/.exec(rest) ?? [];
  if (dialect === 'postgres')
    return { [name]: await (await import('./catalog/ddl-postgres.ts')).postgresDdl(file, await textOf(file)) };
  if (dialect === 'mysql' || dialect === 'clickhouse')
    return { [name]: (await import('./catalog/ddl-polyglot.ts')).polyglotDdl(file, await textOf(file), dialect) };
  throw malformed('--ddl', text, example);
}

function pages(files: readonly string[]): Promise<{ file: string; text: string }[]> {
  return Promise.all(files.map(async (file) => ({ file, text: await textOf(file) })));
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new UserError({
      severity: 'error',
      id: 'usage/file',
      message: `${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? String(error)}).`,
      hint: 'Give the path of a file that exists.',
    });
  }
}

/** The facts of the existing catalog; undefined if there is none yet. */
async function factsBefore(file: string): Promise<CatalogFacts | undefined> {
  if (!existsSync(file)) return undefined;
  const { resolve } = await import('node:path');
  const { defaultExport } = await import('../config/load-file.ts');
  const catalog = await defaultExport(
    resolve(file),
    'The file must end with `export default catalog;`, as `pf-grafana catalog` writes it.',
  );
  if (typeof catalog === 'object' && catalog !== null && 'facts' in catalog) return (catalog as DefinedCatalog).facts;
  throw new UserError({
    severity: 'error',
    id: 'catalog/file',
    message: `${file} exists but does not export a catalog, so it was not changed.`,
    hint: 'Choose another file with --out, or make this one `export default defineCatalog({ … })`.',
  });
}

function summary({ metrics = {}, recorded = {}, databases = {}, logs }: CatalogFacts): string {
  const tables = Object.values(databases).reduce((sum, { tables: of }) => sum + Object.keys(of).length, 0);
  const parts = [
    [Object.keys(metrics).length, 'metrics'],
    [Object.keys(recorded).length, 'recorded series'],
    [tables, 'tables'],
    [Object.keys(logs?.streamLabels ?? {}).length, 'stream labels'],
  ] as const;
  return parts.flatMap(([count, what]) => (count === 0 ? [] : [`${count} ${what}`])).join(', ') || 'nothing found';
}

function named(option: string, text: string, example: string, shown = text): [name: string, rest: string] {
  const [, name, rest] = /^([A-Za-z]\w*)=(.+)$/.exec(text) ?? [];
  if (name === undefined || rest === undefined) throw malformed(option, shown, example);
  return [name, rest];
}

function malformed(option: string, text: string, example: string): UserError {
  return new UserError({
    severity: 'error',
    id: 'usage/option',
    message: `${option} ${text} is not in the required form.`,
    hint: `Write it as ${option} ${example}.`,
  });
}

function nothingNamed(): UserError {
  return new UserError({
    severity: 'error',
    id: 'usage/source',
    message: 'No data source is given, so there is nothing to write a catalog of.',
    hint: 'Give one or several: --prometheus <url>, --exposition <file>, --ddl <name=dialect:file>, --database <name=url>, --loki <url>.',
  });
}

function twoOfMetrics(): UserError {
  return new UserError({
    severity: 'error',
    id: 'usage/source',
    message: '--prometheus and --exposition both provide metrics, but a catalog has one list of them.',
    hint: 'Use one of them, or write two catalogs with --out.',
  });
}

function positive(text: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new UserError({
    severity: 'error',
    id: 'usage/number',
    message: `${JSON.stringify(text)} is not a number above 0.`,
    hint: 'Write a number such as 24.',
  });
}
