import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { recordingRuleFile } from '../../stack/recording-rules.ts';

/** An alert as a Prometheus rule file has it. */
export interface PrometheusAlert {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
}
export type Labels = Readonly<Record<string, string>>;
/** Input series with promtool's notation of values, and what the recorded series, expressions and an alert make of them. */
export interface PrometheusTest {
  readonly series: Readonly<Record<string, string>>;
  /** Time between two values of a series. */
  readonly interval: string;
  readonly evaluationInterval: string;
  readonly alert?: PrometheusAlert;
  /** Labels of the instances that fire at a time. */
  readonly firing?: Readonly<Record<string, readonly Labels[]>>;
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

/** Runs the alert, if there is one, and the recorded series over the input; returns what promtool has to object. */
export function promtoolFindings(test: PrometheusTest): string {
  const folder = mkdtempSync(join(tmpdir(), 'pf-grafana-promtool-'));
  try {
    writeFileSync(join(folder, 'recording.yml'), recordingRuleFile({}));
    // JSON is YAML.
    writeFileSync(join(folder, 'alert.yml'), JSON.stringify({ groups: [{ name: 'alert', rules: test.alert ? [test.alert] : [] }] }));
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

function testFile({ series, interval, evaluationInterval, alert, firing = {}, values }: PrometheusTest): object {
  return {
    rule_files: ['recording.yml', 'alert.yml'],
    evaluation_interval: evaluationInterval,
    group_eval_order: ['pf_wall', 'pf_fleet', 'pf_long_windows', 'alert'],
    tests: [
      {
        interval,
        input_series: Object.entries(series).map(([name, text]) => ({ series: name, values: text })),
        alert_rule_test: Object.entries(firing).map(([at, instances]) => ({ eval_time: at, alertname: alert?.alert, exp_alerts: instances.map((labels) => ({ exp_labels: labels })) })),
        promql_expr_test: values.map(({ at, expr, value }) => ({ expr, eval_time: at, exp_samples: Object.entries(value).map(([labels, number]) => ({ labels, value: number })) })),
      },
    ],
  };
}
