import { type MetricName, metrics } from '../../catalog/metrics.ts';
import type { Fleet } from '../fleet.ts';
import type { Exporter } from './exporter.ts';

/** Content type of Prometheus' text format. */
export const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** Returns the response of `/metrics` in Prometheus' text format, with the help and type of each metric. */
export function metricsPage(fleet: Fleet, exporter: Exporter): string {
  let text = '';
  let current: MetricName | undefined;
  exporter.scrape(fleet, true, (name, series, value) => {
    if (name !== current)
      text += `# HELP ${name} ${metrics[name].help.replaceAll('\\', '\\\\')}\n# TYPE ${name} ${metrics[name].type}\n`;
    current = name;
    text += `${series}${value}\n`;
  });
  return text;
}
