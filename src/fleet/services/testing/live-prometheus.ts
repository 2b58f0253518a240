import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { endProcess } from '../../../test/stores/end-process.ts';

/** Starts a Prometheus with the given configuration files and exemplar storage on a free port. */
export async function livePrometheus(
  files: Readonly<Record<string, string>>,
): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'pf-live-'));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  const child = spawn(
    'prometheus',
    [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      '--web.listen-address=127.0.0.1:0',
      '--enable-feature=exemplar-storage',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const log: string[] = [];
  const url = await new Promise<string>((resolve, reject) => {
    let address = '';
    let isReady = false;
    createInterface({ input: child.stderr }).on('line', (line) => {
      log.push(line);
      address = /msg="Listening on" address=(\S+)/.exec(line)?.[1] ?? address;
      isReady ||= line.includes('Server is ready');
      if (isReady && address !== '') resolve(`http://${address}`);
    });
    child.once('exit', () => reject(new Error(`Prometheus did not start:\n${log.slice(-5).join('\n')}`)));
  });
  return {
    url,
    stop: async () => {
      child.removeAllListeners('exit');
      await endProcess(child, 'SIGTERM');
      rmSync(folder, { recursive: true });
    },
  };
}
