import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { reportBeside } from './beside.ts';
import { type Measured, measure, programSeconds } from './measure.ts';
import { type Version, withFolders } from './versions.ts';

/** Numbers of boards, each with the maximum ratio of a first build to the script. */
const FRESH = [
  { boards: 1, limit: 3, rounds: 7 },
  { boards: 100, limit: 5, rounds: 5 },
  { boards: 1000, limit: 8, rounds: 3 },
] as const;
const CHANGED_LIMIT = 3;
const UNCHANGED = { limit: 1.4, rounds: 15 } as const;
const SETTLED_MS = 3000;
const ESBUILD = resolve('node_modules/.bin/esbuild');

/** The script of a user with only the SDK: it builds the same panels, renders them and writes them. */
export const SDK_SCRIPT = 'script.ts';

/** Prints the cost of a build, compared with a script that writes the same boards using only the SDK. */
export async function reportBoards(bins: readonly string[]): Promise<void> {
  for (const { boards, limit, rounds } of FRESH) {
    await withFolders(
      bins,
      (folder) => writeProject(folder, boards),
      async (versions) => {
        const script = { beside: 'a plain SDK script', theirs: () => runScript(versions[0]?.folder ?? '') };
        const name = `build, ${boards} ${boards === 1 ? 'board' : 'boards'} of ${PANELS} panels`;
        reportBeside({ ...script, name: `${name}, fresh`, limit, rounds, versions, ours: freshBuild });
        if (boards === 1000) {
          const ours = (version: Version) => changedBuild(version, boards);
          reportBeside({ ...script, name: `${name}, one changed`, limit: CHANGED_LIMIT, rounds, versions, ours });
        }
        // A file written just now is recognised only by its content.
        await wait(SETTLED_MS);
        versions.forEach(build);
        reportBeside({
          ...UNCHANGED,
          name: `${name}, nothing changed`,
          beside: 'node -e 0',
          theirs: () => measure(['-e', '0'], versions[0]?.folder ?? '').cpuSeconds,
          versions,
          ours: build,
        });
      },
    );
  }
}

function build({ bin, folder }: Version): Measured {
  return measure([bin, 'build'], folder);
}

function freshBuild(version: Version): Measured {
  for (const path of ['out', 'node_modules/.cache'])
    rmSync(join(version.folder, path), { recursive: true, force: true });
  return build(version);
}

let change = 0;

function changedBuild(version: Version, boards: number): Measured {
  change += 1;
  writeTitles(version.folder, boards, `, changed ${change} times`);
  return build(version);
}

/** Node 20 does not run TypeScript, so the script is compiled first; returns the seconds of both steps. */
function runScript(folder: string): number {
  const argv = [SDK_SCRIPT, '--bundle', '--packages=external', '--platform=node', '--format=esm'];
  const bundled = programSeconds(ESBUILD, [...argv, '--outfile=script.mjs', '--log-level=warning'], folder);
  return bundled + measure(['script.mjs'], folder).cpuSeconds;
}

const PANELS = 25;

/** Writes a project with this number of boards, and the script that writes the same ones. */
export function writeProject(folder: string, boards: number): void {
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  symlinkSync(resolve('node_modules/@grafana'), join(folder, 'node_modules', '@grafana'));
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
  writeFileSync(join(folder, 'parts.ts'), PARTS);
  writeFileSync(join(folder, 'pf-grafana.config.ts'), CONFIG);
  writeFileSync(join(folder, SDK_SCRIPT), SCRIPT);
  writeTitles(folder, boards, '');
}

/** Writes the titles of the boards; the one in the middle is changed. */
function writeTitles(folder: string, boards: number, suffix: string): void {
  const titles = Array.from({ length: boards }, (_, board) => `Dashboard ${board}`);
  const middle = Math.floor(boards / 2);
  titles[middle] += suffix;
  writeFileSync(join(folder, 'titles.ts'), `export const titles = ${JSON.stringify(titles, undefined, 1)};\n`);
}

const PARTS = `import { DashboardBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/timeseries';

const datasource = { type: 'prometheus', uid: 'prom' };

export function panel(board: number, index: number) {
  const expr = \`sum by (agent_id) (rate(pf_trades_total{agent_id="\${board}-\${index}"}[$__rate_interval]))\`;
  return new PanelBuilder()
    .title(\`Panel \${index} of \${board}\`)
    .description('One of many.')
    .unit('s')
    .datasource(datasource)
    .gridPos({ x: (index % 4) * 6, y: Math.floor(index / 4) * 6, w: 6, h: 6 })
    .withTarget(new DataqueryBuilder().refId('A').datasource(datasource).expr(expr).legendFormat('{{agent_id}}'));
}

export function dashboard(board: number, title: string) {
  return new DashboardBuilder(title).uid(\`d\${board}\`);
}

export const indexes = Array.from({ length: ${PANELS} }, (_, index) => index);
`;

const CONFIG = `import { defineProject, prometheus } from 'pf-grafana';

import { dashboard, indexes, panel } from './parts.ts';
import { titles } from './titles.ts';

const project = defineProject({
  name: 'bench',
  datasources: { prom: prometheus({ uid: 'prom', url: 'http://prometheus:9090' }) },
});

export default project.build({
  dashboards: titles.map((title, board) =>
    project.dashboard(() => ({
      uid: \`d\${board}\`,
      dashboard: dashboard(board, title),
      rows: [
        {
          key: 'all',
          title: 'All',
          panels: indexes.map((index) => ({ key: \`p\${index}\`, width: 6, height: 6, panel: panel(board, index) })),
        },
      ],
    })),
  ),
});
`;

const SCRIPT = `import { mkdirSync, writeFileSync } from 'node:fs';

import { dashboard, indexes, panel } from './parts.ts';
import { titles } from './titles.ts';

mkdirSync('script-out', { recursive: true });
titles.forEach((title, board) => {
  const builder = dashboard(board, title);
  for (const index of indexes) builder.withPanel(panel(board, index));
  writeFileSync(\`script-out/d\${board}.json\`, JSON.stringify(builder.build(), null, 2));
});
`;
