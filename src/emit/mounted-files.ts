import { readFileSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const MOUNTS = '/proc/self/mountinfo';

/**
 * The paths that are mount points, like a file mounted into a container. They can be neither replaced nor removed,
 * which would only show when a build is half done. Empty where the system does not list mounts.
 */
export function mountedFiles(paths: readonly string[]): string[] {
  const mounts = mountPoints();
  return mounts.size === 0 ? [] : paths.filter((path) => mounts.has(realPlace(path)));
}

function mountPoints(): ReadonlySet<string> {
  try {
    const lines = readFileSync(MOUNTS, 'utf8').split('\n');
    return new Set(lines.flatMap((line) => line.split(' ')[4] ?? []).map(unescaped));
  } catch {
    return new Set();
  }
}

/** The kernel writes spaces, tabs, line breaks and backslashes as three octal digits. */
function unescaped(path: string): string {
  return path.replaceAll(/\\([0-7]{3})/g, (_escape, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
}

function realPlace(path: string): string {
  try {
    return join(realpathSync(dirname(path)), basename(path));
  } catch {
    return path;
  }
}
