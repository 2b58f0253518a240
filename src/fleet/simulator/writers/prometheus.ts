import type { Exporter } from '../exporter/exporter.ts';
import { exporterOutage, type Scrape } from '../exporter/scrapes.ts';
import type { Fleet } from '../fleet.ts';
import { HOUR } from '../options.ts';
import type { Files } from './files.ts';

/** Length and alignment of Prometheus' blocks. */
const BLOCK = 2 * HOUR;
const DOWN = 'up{job="pf_agent_exporter",instance="exporter:9464"} 0';

/** Writes scrapes as OpenMetrics, one file per block, because promtool reads the whole file for every block in it. */
export function prometheusWriter(files: Files, exporter: Exporter) {
  let current: string | undefined;
  let hasRestarted = false;
  const finish = (): void => {
    if (current === undefined) return;
    files.append(current, '# EOF\n');
    files.close(current);
  };
  return {
    write: (fleet: Fleet, { at, hasHistograms }: Scrape): void => {
      const path = `prometheus/${new Date(Math.floor(at / BLOCK) * BLOCK).toISOString().slice(0, 13)}.om`;
      if (path !== current) finish();
      current = path;
      const time = ` ${at / 1000}\n`;
      const outage = exporterOutage(fleet);
      if (at >= outage.from && at < outage.to) return files.append(path, `${DOWN}${time}`);
      if (at >= outage.to && !hasRestarted) {
        hasRestarted = true;
        exporter.restart(fleet);
      }
      // Metrics are interleaved by scrape; Prometheus only requires increasing times within a series.
      let text = '';
      exporter.scrape(fleet, hasHistograms, (_metric, series, value) => (text += `${series}${value}${time}`));
      files.append(path, text);
    },
    finish,
  };
}
