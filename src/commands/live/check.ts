import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

import { UserError } from '../../diagnostics/errors.ts';
import { diskTree } from '../../folder/disk-tree.ts';
import type { ProvisioningFolder } from '../../folder/folder.ts';
import { findFolders, openFolder } from '../../folder/open-folder.ts';
import { asking, serverOf } from '../../live/grafana-api.ts';
import { checkLive, type LiveReport } from '../../live/live.ts';
import { environment } from '../validate/flags.ts';

/** The pause between two checks of Grafana. */
const PAUSE_MS = 2000;

/** Reads the provisioning folder that Grafana should have loaded; it must be the only one. */
export function liveFolder(
  dir: string,
  maps: ReadonlyMap<string, string>,
  envFile: string | undefined,
): ProvisioningFolder {
  const tree = diskTree();
  const roots = findFolders(tree, dir);
  const [root = dir, ...others] = roots;
  if (others.length > 0)
    throw new UserError({
      severity: 'error',
      id: 'usage/folder',
      message: `${dir} contains the folders of ${roots.length} environments, but a Grafana loads only one of them.`,
      hint: `Choose one, such as ${root.replace(/\/provisioning$/, '')}.`,
    });
  const variables = envFile === undefined ? {} : { variables: environment(envFile) };
  const folder = openFolder(tree, root, { maps, ...variables });
  const broken = folder.sources.flatMap(({ problems }) => problems.filter(({ severity }) => severity === 'error'));
  if (broken.length > 0) throw new UserError(broken);
  return folder;
}

/** Checks Grafana repeatedly until there are no findings or the time is up; returns the last result. */
export async function untilWell(
  folder: ProvisioningFolder,
  url: string,
  tokenFile: string | undefined,
  waitMs: number,
): Promise<LiveReport> {
  const ask = asking(serverOf(url, tokenFile === undefined ? undefined : tokenOf(tokenFile)));
  const end = Date.now() + waitMs;
  for (;;) {
    const isLast = Date.now() + PAUSE_MS > end;
    try {
      const report = await checkLive(folder, ask);
      if (isLast || report.checked.every(({ findings }) => findings.length === 0)) return report;
    } catch (error) {
      // A starting Grafana is not reachable yet, so it is retried; a rejected token will stay rejected.
      const isStarting = error instanceof UserError && error.diagnostics.every(({ id }) => id === 'live/unreachable');
      if (isLast || !isStarting) throw error;
    }
    await sleep(PAUSE_MS);
  }
}

function tokenOf(file: string): string {
  let token: string;
  try {
    token = readFileSync(file, 'utf8').trim();
  } catch {
    throw new UserError({
      severity: 'error',
      id: 'usage/token',
      message: `The token file ${file} cannot be read.`,
      hint: 'Check its path and permissions.',
    });
  }
  // The token must be valid in a header, because an error about the header would show it.
  if (token === '' || !/^[\x21-\x7e]+$/.test(token))
    throw new UserError({
      severity: 'error',
      id: 'usage/token',
      message: `The token file ${file} does not contain a token.`,
      hint: 'Write the token of a service account into it, and nothing else.',
    });
  return token;
}
