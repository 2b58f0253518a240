import type { RowSpec } from '../../src/define/definitions.ts';
import { alertList } from '../../src/fleet/panels/alert-list.ts';
import { highIsBad, lowIsBad } from '../../src/panels/thresholds.ts';
import { instant, rows } from '../../src/panels/targets.ts';
import { units } from '../../src/fleet/panels/units.ts';
import { stat } from '../../src/panels/values.ts';
import { api } from '../../src/fleet/queries/api.ts';
import { health } from '../../src/fleet/queries/health.ts';
import { performance } from '../../src/fleet/queries/performance.ts';
import { risk } from '../../src/fleet/queries/risk.ts';
import { tradeEvents } from '../../src/fleet/queries/trade-events.ts';
import { agentId } from '../../src/fleet/queries/variables.ts';
import type { FleetSettings } from '../../src/fleet/settings.ts';

/** Whether anything is wrong, and whether the figures below can be trusted. */
export function status(settings: FleetSettings): RowSpec {
  const age = settings.thresholds.dataAgeSeconds;
  return {
    key: 'status',
    title: 'Is anything wrong?',
    panels: [
      {
        key: 'status-alerts',
        width: 6,
        height: 8,
        panel: alertList(
          'Firing alerts',
          'Firing instances of our alert rules. An empty list is good only while the data sources answer: a rule whose source is down has no firing instance and is not listed here. Then the figures next to this list have a red corner. Click an instance for its rule and its panel.',
          settings.project.name,
        ),
      },
      {
        key: 'status-metrics-age',
        width: 6,
        height: 4,
        panel: stat(
          'Metrics age',
          `Time since the newest complete poll of any agent by the exporter. Above ${age.critical} s the live figures below are out of date: check the exporter and Prometheus.`,
        )
          .unit(units.seconds)
          .thresholds(highIsBad(age))
          .withTarget(instant(health.dataAge())),
      },
      {
        key: 'status-exporters',
        width: 6,
        height: 4,
        panel: stat(
          'Exporters up',
          'Share of exporter targets whose last scrape worked: sum divided by count of up for job pf_agent_exporter. Below 100 %, agents behind a dead exporter show no figures, and their alerts resolve themselves; check its process and its scrape target.',
        )
          .unit(units.fraction)
          .decimals(0)
          .thresholds(lowIsBad({ warn: 1, critical: 0.9 }))
          .withTarget(instant(health.exportersUp())),
      },
      {
        key: 'status-book-age',
        width: 6,
        height: 4,
        panel: stat(
          'Book age (PostgreSQL)',
          'Time since the newest row of agent_performance_daily was written. The tables of agents and strategies are this old; the snapshot job writes these rows.',
        )
          .unit(units.seconds)
          .thresholds(highIsBad(settings.thresholds.bookAgeSeconds))
          .withTarget(rows(performance.dataAge())),
      },
      {
        key: 'status-events-age',
        width: 6,
        height: 4,
        panel: stat(
          'Event age (ClickHouse)',
          'Time since the newest trade event in agent_trades. A quiet market and a stuck pipeline look the same: compare with the orders on the trade execution dashboard.',
        )
          .unit(units.seconds)
          .thresholds(highIsBad(settings.thresholds.tradeEventAgeSeconds))
          .withTarget(rows(tradeEvents.dataAge())),
      },
      {
        key: 'status-worst-drawdown',
        width: 6,
        height: 4,
        panel: stat(
          'Deepest drawdown',
          'The deepest current fall from peak equity of any selected agent: max of pf_drawdown_pct. The alert fires at the red limit. The panel "Drawdown now" below names the agent.',
        )
          .unit(units.fraction)
          .decimals(1)
          .thresholds(highIsBad(settings.thresholds.drawdown))
          .withTarget(instant(risk.worstDrawdown({ agent_id: agentId }))),
      },
      {
        key: 'status-api-errors',
        width: 6,
        height: 4,
        panel: stat(
          'API errors',
          'Share of Purple Flea API calls of all agents answered 4xx or 5xx: failed calls divided by all calls. The routes are below, under API error rate.',
        )
          .unit(units.fraction)
          .decimals(2)
          .thresholds(highIsBad(settings.thresholds.apiErrorRatio))
          .withTarget(instant(api.errorRatioTotal('$__rate_interval'))),
      },
    ],
  };
}
