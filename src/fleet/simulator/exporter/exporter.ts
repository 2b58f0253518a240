import { type Metric, type MetricName, metrics } from '../../catalog/metrics.ts';
import type { FleetEvent } from '../events.ts';
import { type Agent, type Fleet, isLive } from '../fleet.ts';
import { type EventSource, EXPORTER, type GaugeSource, sources, type Target } from './sources.ts';

/** Receives one sample; `series` is the text before the value, such as `pf_trades_total{agent_id="a"} `. */
export type Report = (metric: MetricName, series: string, value: number) => void;

/** The simulated exporter, which counts events and reports them at each scrape. */
export interface Exporter {
  hear(event: FleetEvent): void;
  scrape(fleet: Fleet, hasHistograms: boolean, report: Report): void;
  /** Restarts the exporter, which resets every counter to 0. */
  restart(fleet: Fleet): void;
}

type Labels = Readonly<Record<string, string>>;

/** Creates an exporter. With `withTargets`, series have the labels `job` and `instance` that Prometheus would add. */
export function createExporter({ withTargets }: { readonly withTargets: boolean }): Exporter {
  const gauges: (readonly [MetricName, GaugeSource<MetricName>])[] = [];
  const families: Family[] = [];
  for (const [name, metric] of Object.entries(metrics) as [MetricName, Metric][]) {
    // The metric's type in the catalog determines the type of its source.
    if (metric.type === 'gauge') gauges.push([name, sources[name] as GaugeSource<MetricName>]);
    else families.push(new Family(name, sources[name] as EventSource<MetricName>, withTargets));
  }
  const textOf = seriesTexts(withTargets);
  return {
    hear: (event) => families.forEach((family) => family.hear(event)),
    scrape: (fleet, hasHistograms, report) => {
      const shown = new Map(fleet.agents.map((agent) => [agent.id, agent]));
      for (const [name, source] of gauges) {
        if (!withTargets && metrics[name].origin === 'stack') continue;
        source(fleet, (labels, value, target = EXPORTER) => {
          if (withTargets || target === EXPORTER) report(name, textOf(name, labels, target), value);
        });
      }
      for (const family of families) {
        for (const agent of fleet.agents) if (isLive(agent, fleet.timeline.now)) family.bear(agent);
        family.tell(hasHistograms, (agentId) => isLiveAgent(shown.get(agentId), fleet.timeline.now), report);
      }
    },
    restart: () => families.forEach((family) => family.clear()),
  };
}

function isLiveAgent(agent: Agent | undefined, now: number): boolean {
  return agent !== undefined && isLive(agent, now);
}

interface Series {
  readonly agentId: string | undefined;
  readonly texts: readonly string[];
  /** Sum of the added values. */
  sum: number;
  count: number;
  /** Values per bucket, not yet cumulative. */
  readonly counts: Float64Array;
}

/** The series of one counter or histogram. A class because the values and the known agents belong together. */
class Family {
  private readonly series = new Map<string, Series>();
  private readonly born = new Set<string>();
  private readonly buckets: readonly number[] | undefined;
  private readonly name: MetricName;
  private readonly source: EventSource<MetricName>;
  private readonly withTargets: boolean;

  constructor(name: MetricName, source: EventSource<MetricName>, withTargets: boolean) {
    this.name = name;
    this.source = source;
    this.withTargets = withTargets;
    const metric: Metric = metrics[name];
    this.buckets = metric.buckets;
  }

  hear(event: FleetEvent): void {
    this.source.hear(event, this.add);
  }

  bear(agent: Agent): void {
    if (this.born.has(agent.id)) return;
    this.born.add(agent.id);
    for (const labels of this.source.born(agent)) this.seriesOf(labels);
  }

  clear(): void {
    this.series.clear();
    this.born.clear();
  }

  tell(hasHistograms: boolean, isShown: (agentId: string) => boolean, report: Report): void {
    if (this.buckets && !hasHistograms) return;
    for (const { agentId, texts, sum, count, counts } of this.series.values()) {
      if (agentId !== undefined && !isShown(agentId)) continue;
      if (!this.buckets) {
        report(this.name, texts[0] ?? '', sum);
        continue;
      }
      let cumulative = 0;
      counts.forEach((inBucket, index) => {
        cumulative += inBucket;
        report(this.name, texts[index] ?? '', cumulative);
      });
      report(this.name, texts[counts.length] ?? '', sum);
      report(this.name, texts[counts.length + 1] ?? '', count);
    }
  }

  private readonly add = (labels: Labels, value: number): void => {
    const series = this.seriesOf(labels);
    series.sum += value;
    series.count += 1;
    if (!this.buckets) return;
    const found = this.buckets.findIndex((bound) => value <= bound);
    const index = found < 0 ? this.buckets.length : found;
    series.counts[index] = (series.counts[index] ?? 0) + 1;
  };

  private seriesOf(labels: Labels): Series {
    const key = Object.values(labels).join('\n');
    const known = this.series.get(key);
    if (known) return known;
    const text = (suffix: string, more: Labels = {}): string =>
      seriesText(`${this.name}${suffix}`, { ...(this.withTargets ? EXPORTER : {}), ...labels, ...more });
    const texts = this.buckets
      ? [...[...this.buckets, '+Inf'].map((le) => text('_bucket', { le: String(le) })), text('_sum'), text('_count')]
      : [text('')];
    const made: Series = {
      agentId: labels['agent_id'],
      texts,
      sum: 0,
      count: 0,
      counts: new Float64Array((this.buckets?.length ?? 0) + 1),
    };
    this.series.set(key, made);
    return made;
  }
}

/** Caches the text of every gauge's series, which is the same in thousands of scrapes. */
function seriesTexts(withTargets: boolean): (name: string, labels: Labels, target: Target) => string {
  const texts = new Map<string, string>();
  return (name, labels, target) => {
    const key = `${name}\n${target.job}\n${Object.values(labels).join('\n')}`;
    let text = texts.get(key);
    if (text === undefined) texts.set(key, (text = seriesText(name, { ...(withTargets ? target : {}), ...labels })));
    return text;
  };
}

function seriesText(name: string, labels: Labels): string {
  const pairs = Object.entries(labels).map(
    ([label, value]) => `${label}="${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`,
  );
  return `${name}${pairs.length > 0 ? `{${pairs.join(',')}}` : ''} `;
}
