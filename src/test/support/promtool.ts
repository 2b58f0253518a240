import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { recordingRuleFile } from '../../stack/recording-rules.ts';

/** Input series with promtool's notation of values, and what the recorded series and expressions make of them. */
export interface PrometheusTest {
  readonly series: Readonly<Record<string, string>>;
  /** Time between two values of a series. */
  readonly interval: string;
  readonly evaluationInterval: string;
  /** Value of a whole expression at a time, by its labels in PromQL notation. */
  readonly values: readonly { readonly at: string; readonly expr: string; readonly value: Readonly<Record<string, number>> }[];
}

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

/** Runs the recorded series over the input; returns what promtool has to object. */
export function promtoolFindings(test: PrometheusTest): string {
  const folder = mkdtempSync(join(tmpdir(), 'pf-grafana-promtool-'));
  try {
    writeFileSync(join(folder, 'recording.yml'), recordingRuleFile({}));
    // JSON is YAML.
    writeFileSync(join(folder, 'test.yml'), JSON.stringify(testFile(test)));
    execFileSync('promtool', ['test', 'rules', 'test.yml'], { cwd: folder, stdio: 'pipe' });
    return '';
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: Buffer; stderr?: Buffer };
    if (stdout === undefined) throw error;
    return `${stdout.toString()}${stderr?.toString() ?? ''}`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function testFile({ series, interval, evaluationInterval, values }: PrometheusTest): object {
  return {
    rule_files: ['recording.yml'],
    evaluation_interval: evaluationInterval,
    group_eval_order: ['pf_wall', 'pf_fleet', 'pf_long_windows'],
    tests: [
      {
        interval,
        input_series: Object.entries(series).map(([name, text]) => ({ series: name, values: text })),
        promql_expr_test: values.map(({ at, expr, value }) => ({ expr, eval_time: at, exp_samples: Object.entries(value).map(([labels, number]) => ({ labels, value: number })) })),
      },
    ],
  };
}
