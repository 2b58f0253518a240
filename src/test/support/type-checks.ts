import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { REPOSITORY } from './out-folder.ts';

const work = mkdtempSync(join(tmpdir(), 'pf-types-'));
const packed = join(work, 'node_modules/pf-grafana');

function tsc(compiler: string, cwd: string, ...args: readonly string[]): string {
  try {
    execFileSync(process.execPath, [join(REPOSITORY, 'node_modules', compiler, 'bin/tsc'), ...args], {
      cwd,
      encoding: 'utf8',
    });
    return '';
  } catch (error) {
    return String((error as { stdout?: string }).stdout);
  }
}

/**
 * Tests the compiler's errors for users of the package, who see its declarations. `mistakes.ts` marks each line that
 * the compiler must reject; a mark without an error is itself an error.
 */
export function typeChecks(name: string, compiler: string): void {
  describe(name, () => {
    beforeAll(() => {
      mkdirSync(packed, { recursive: true });
      expect(tsc('typescript', REPOSITORY, '-p', 'tsconfig.types.json', '--outDir', join(packed, 'types'))).toBe('');
      cpSync(join(REPOSITORY, 'package.json'), join(packed, 'package.json'));
      symlinkSync(join(REPOSITORY, 'node_modules/@grafana'), join(work, 'node_modules/@grafana'));
      cpSync(join(REPOSITORY, 'src/test/type-checks'), join(work, 'src'), { recursive: true });
      writeExamples();
      writeFileSync(join(work, 'package.json'), '{"type": "module"}');
      cpSync(join(REPOSITORY, 'src/commands/init/template/tsconfig.json'), join(work, 'tsconfig.json'));
    });
    afterAll(() => rmSync(work, { recursive: true, force: true }));

    test('rejects likely mistakes, and nothing in the documentation', () =>
      expect(tsc(compiler, work, '-p', '.')).toBe(''));

    test('writes declarations of every kind of definition', () => {
      const out = join(work, `declared-${compiler}`);
      const flags = [
        '--noEmit',
        'false',
        '--rootDir',
        'src',
        '--declaration',
        '--emitDeclarationOnly',
        '--outDir',
        out,
      ];
      expect(tsc(compiler, work, '-p', '.', ...flags)).toBe('');
      const declared = readFileSync(join(out, 'exported.d.ts'), 'utf8');
      expect(declared).not.toMatch(/import\("(?!pf-grafana"|@grafana\/)/);
      expect(declared).not.toMatch(/\bany\b/);
    });

    test('names the mistake, and not the whole catalog', () => {
      writeFileSync(
        join(work, 'src/wrong.ts'),
        [
          "import { promql, rate } from 'pf-grafana';",
          "import { catalog, project } from './catalog.ts';",
          'const { gauge, counter } = promql(project.sources.metrics, catalog);',
          "export const a = gauge('queue_dept');",
          "export const b = counter('http_requests_total', { cod: '500' });",
          "export const c = rate(gauge('queue_depth'), '5m');",
          'export const d = promql(project.sources.logs, catalog);',
        ].join('\n'),
      );
      const said = tsc(compiler, work, '-p', '.', '--pretty', 'false');
      rmSync(join(work, 'src/wrong.ts'));
      expect(said.match(/^src\/wrong\.ts\(\d+/gm)).toEqual([4, 5, 6, 7].map((line) => `src/wrong.ts(${line}`));
      for (const words of ['"queue_depth"', '"gc_seconds"', "'cod'", 'Gauge<', 'loki']) expect(said).toContain(words);
      expect(Math.max(...said.split('\n').map((line) => line.length))).toBeLessThan(400);
    });
  });
}

/** Writes the examples of the documentation: blocks whose first line names a file, such as "```ts project.ts". */
function writeExamples(): void {
  for (const page of ['start', 'alerting', 'catalogs', 'dashboards', 'projects'].map((name) => `docs/${name}`)) {
    const text = readFileSync(join(REPOSITORY, `${page}.md`), 'utf8');
    for (const [, name = '', program = ''] of text.matchAll(/^```ts (\S+)\n([^]*?)^```$/gm)) {
      const path = join(work, 'src', page, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, program);
    }
  }
}
