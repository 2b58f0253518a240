import { execFileSync } from 'node:child_process';

/** Whether promtool can be run here. In CI it has to be. */
export function hasPromtool(): boolean {
  try {
    execFileSync('promtool', ['--version'], { stdio: 'ignore' });
    return true;
  } catch (error) {
    if (process.env['CI']) throw new Error('promtool is not on the PATH, and in CI the alert rules are not left untested. Install the Debian package prometheus.', { cause: error });
    process.stderr.write('Alert rules are not tested with promtool, because it is not on the PATH. It comes with the Debian package prometheus: apt-get install prometheus.\n');
    return false;
  }
}
