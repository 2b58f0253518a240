import { accessSync, chmodSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { test } from 'vitest';

/** Whether this user may write into a read-only folder, as root may. */
function ignoresPermissions(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'pf-grafana-permissions-'));
  try {
    chmodSync(folder, 0o555);
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const isLeftOut = ignoresPermissions();
if (isLeftOut)
  process.stderr.write(
    'Skipped: folders that must not be read or written. Permissions do not apply to root; run the tests as another user, or see .ci/run.\n',
  );

/** A test of what permissions forbid. The tag lets `.ci/run` find it and repeat it without root's privileges. */
export function testPermissions(name: string, run: () => void | Promise<void>): void {
  test.skipIf(isLeftOut)(name, { tags: ['permissions'] }, run);
}
