import type { Command } from 'commander';

/** Example command lines by command below `pf-grafana fleet`, with the variables that they need in front. */
const EXAMPLES: Readonly<Record<string, readonly [string, string]>> = {
  simulate: [
    'pf-grafana fleet simulate --agents 12 --days 3 --end 2026-03-08T00:00:00Z',
    'pf-grafana fleet simulate --agents 50 --serve 9464',
  ],
  exporter: [
    'PF_API_KEY=pf_live_... pf-grafana fleet exporter',
    'PF_API_KEY=pf_live_... PUSHGATEWAY_URL=http://localhost:9091 pf-grafana fleet exporter --push',
  ],
  mock: [
    'pf-grafana fleet mock --agents 24 --log-file agents.jsonl',
    'pf-grafana fleet mock --fault 500=0.05 silence=0.02 --latency-ms 50',
  ],
  annotate: [
    'pf-grafana fleet annotate --agent pf_agent_042 --type large_win --text "Won 420 USDC on crash" --tag casino',
    'pf-grafana fleet annotate --from-events --follow 15',
  ],
  webhook: [
    'KAFKA_BROKERS=localhost:9092 pf-grafana fleet webhook',
    'KAFKA_BROKERS=localhost:9092 PF_PORT=8081 pf-grafana fleet webhook',
  ],
  'webhook register': [
    'pf-grafana fleet webhook register https://your-host.example.com/webhooks/purpleflea',
    'pf-grafana fleet webhook register https://your-host.example.com/webhooks/purpleflea --events trade.settled order.filled',
  ],
  'webhook list': ['pf-grafana fleet webhook list', "pf-grafana fleet webhook list --json | jq -r '.[].id'"],
  'webhook rotate': [
    'pf-grafana fleet webhook rotate wh_1',
    'PF_WEBHOOK_SECRET="$(cat new-secret)" pf-grafana fleet webhook rotate wh_1',
  ],
  sink: [
    'KAFKA_BROKERS=localhost:9092 pf-grafana fleet sink',
    'KAFKA_BROKERS=localhost:9092 CLICKHOUSE_URL=http://clickhouse:8123 PF_SINK_MAX_ROWS=20000 pf-grafana fleet sink',
  ],
  book: [
    'KAFKA_BROKERS=localhost:9092 PGHOST=localhost pf-grafana fleet book',
    'KAFKA_BROKERS=localhost:9092 PGHOST=localhost PF_SNAPSHOT_SECONDS=60 pf-grafana fleet book',
  ],
  replay: [
    'pf-grafana fleet replay --from 2026-03-08T00:00:00Z --to 2026-03-08T06:00:00Z',
    'pf-grafana fleet replay --from 2026-03-08T00:00:00Z --dead-letters',
  ],
  backfill: [
    'pf-grafana fleet backfill --from 2026-03-08T00:00:00Z',
    'pf-grafana fleet backfill --from 2026-03-08T00:00:00Z --to 2026-03-08T06:00:00Z',
  ],
  analytics: ['pf-grafana fleet analytics leaderboard --top 20', 'pf-grafana fleet analytics pnl --by week'],
  'analytics pnl': [
    'pf-grafana fleet analytics pnl --by week',
    'pf-grafana fleet analytics pnl --agent pf_agent_001 pf_agent_002 --format csv > pnl.csv',
  ],
  'analytics leaderboard': [
    'pf-grafana fleet analytics leaderboard --top 20',
    'pf-grafana fleet analytics leaderboard --from 2026-03-01T00:00:00Z --min-trades 5 --format json',
  ],
  'analytics slippage': [
    'pf-grafana fleet analytics slippage',
    'pf-grafana fleet analytics slippage --market crypto --format csv > slippage.csv',
  ],
  'analytics strategies': [
    'pf-grafana fleet analytics strategies',
    'pf-grafana fleet analytics strategies --from 2026-03-01T00:00:00Z --format json',
  ],
  'analytics fill-rate': [
    'pf-grafana fleet analytics fill-rate',
    'pf-grafana fleet analytics fill-rate --agent pf_agent_001 --format csv > fill-rate.csv',
  ],
  'analytics drawdown': [
    'pf-grafana fleet analytics drawdown --top 5',
    'pf-grafana fleet analytics drawdown --from 2026-03-01T00:00:00Z --format json',
  ],
};

/** Adds the examples of each command to the end of its help. */
export function withExamples(commands: readonly Command[], above = ''): Command[] {
  return commands.map((command) => {
    const path = `${above}${command.name()}`;
    withExamples(command.commands, `${path} `);
    const lines = (EXAMPLES[path] ?? []).map((line) => `  $ ${line}`);
    return lines.length > 0 ? command.addHelpText('after', `\nExamples:\n${lines.join('\n')}`) : command;
  });
}
