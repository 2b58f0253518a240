import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { bundled, startProgram } from './bundled.ts';
import { freePort, waitForPort } from './ports.ts';
import { endProcess } from './end-process.ts';

/** An embedded ClickHouse with an HTTP interface, in a separate process. */
export interface ClickhouseServer {
  /** `http://127.0.0.1:40123` */
  readonly url: string;
  /** Runs one or more statements. */
  run(sql: string): Promise<string>;
  close(): Promise<void>;
}

/** Starts a server on an empty folder. */
export async function startClickhouse(): Promise<ClickhouseServer> {
  const folder = await mkdtemp(join(tmpdir(), 'pf-clickhouse-'));
  const port = await freePort();
  const heard: string[] = [];
  const child = startProgram(await bundled('src/test/stores/clickhouse-front.ts'), [String(port), folder], {
    hear: (text) => heard.push(text),
  });
  await waitForPort(port, child).catch((cause: unknown) => {
    throw new Error(`ClickHouse did not start. ${heard.join('')}`, { cause });
  });
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    run: async (sql) => {
      const response = await fetch(url, { method: 'POST', body: sql });
      const text = await response.text();
      if (!response.ok) throw new Error(text);
      return text;
    },
    close: async () => {
      await endProcess(child);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
