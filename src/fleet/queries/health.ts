import {
  absent,
  and,
  count,
  countBy,
  counter,
  div,
  type Duration,
  gauge,
  greater,
  larger,
  less,
  max,
  maxBy,
  mul,
  offset,
  or,
  overTime,
  rate,
  ratio,
  recorded,
  sub,
  sum,
  time,
  topk,
  unless,
  type Vector,
} from './promql.ts';
import { queries } from '../../query/named.ts';
import { AGENT_MEMORY } from './agent-memory.ts';
import { knownAgents } from './completeness.ts';
import type { AgentScope } from './variables.ts';
import type { NumberVariable } from '../../query/variables.ts';

const EXPORTER = { job: 'pf_agent_exporter' };
/** Receiver, sink and book. */
const INGEST = { job: 'pf_services' };
/** Pushgateway groups of batch agents (requirement 120). */
const PUSHED = { job: { regex: 'pf_agent_.+' } };
/** How far back to look for a series that stopped, because an instant query finds nothing after five minutes. */
const MEMORY = '1h';

/** Whether the figures can be trusted: which agents report, and how old the newest report is. */
export const health = queries('health', {
  /** Agents that report now. */
  activeAgents: (scope: AgentScope = {}) => count(reporting(scope)),
  /** Agents that reported at any time in the last hour, to which totals refer. */
  knownAgents: (scope: AgentScope = {}) => count(knownAgents(scope)),
  /** Agents that report now but did not 24 hours ago: new or returned agents. */
  newAgents24h: (scope: AgentScope = {}) =>
    or(
      count(unless(reporting(scope), countBy(['agent_id'], offset(gauge('pf_drawdown_pct', scope), '24h')))),
      mul(count(reporting(scope)), 0),
    ),
  /**
   * Seconds since the newest complete poll of any agent; still available for an hour after the exporter has stopped.
   */
  dataAge: () => sub(time(), max(overTime('max', gauge('pf_exporter_last_success_timestamp_seconds'), MEMORY))),
  /**
   * Seconds since the last complete poll per agent, oldest first, including dead agents of the last six hours; instant
   * only.
   */
  stalestAgents: (limit: number | NumberVariable, scope: AgentScope = {}) => topk(limit, unseenSeconds(scope)),
  /**
   * Seconds since the last complete poll per agent, including dead agents of the last six hours; empty while an
   * exporter is down, which would explain all of them.
   */
  unseenWhileExporterUp: () => unless(unseenSeconds({}), less(exporterUp(), 1), { on: [] }),
  /** Share of exporters whose last scrape succeeded. */
  exportersUp: () => ratio(sum(gauge('up', EXPORTER)), count(gauge('up', EXPORTER))),
  /**
   * 1 or 0 per exporter, and 0 if Prometheus has no exporter; while they are up, also the share of a large fleet that
   * was polled recently.
   */
  exportersAndFleetUp: (staleSeconds: number, minAgents: number) =>
    or(exporterUp(), unless(polledShare(staleSeconds, minAgents), less(exporterUp(), 1), { on: [] })),
  /**
   * Seconds since the last successful push per group, of groups where it is too long ago or a later push was rejected.
   */
  failedPushes: (staleSeconds: number) => {
    const pushed = maxBy(['job'], gauge('push_time_seconds', PUSHED));
    const rejected = greater(maxBy(['job'], gauge('push_failure_time_seconds', PUSHED)), pushed);
    return or(greater(sub(time(), pushed), staleSeconds), and(sub(time(), pushed), rejected, { on: ['job'] }));
  },
  /** Age of the newest event per ClickHouse table, seconds, only while trades settle: a quiet market is not a lag. */
  ingestLagWhileTrading: (window: Duration) =>
    and(maxBy(['table'], gauge('pf_ingest_lag_seconds')), greater(sum(rate(counter('pf_trades_total'), window)), 0), {
      on: [],
    }),
  /**
   * 1 or 0 per process of the ingest. While trades settle, also 0 if the ingest lag is no longer reported but was
   * reported within the last day.
   */
  ingestUp: (window: Duration) => {
    const lag = gauge('pf_ingest_lag_seconds');
    const isTrading = greater(sum(rate(counter('pf_trades_total'), window)), 0);
    const wasTold = count(overTime('last', lag, '1d'));
    return or(
      maxBy(['job', 'instance'], gauge('up', INGEST)),
      and(and(mul(absent(lag), 0), wasTold, { on: [] }), isTrading, { on: [] }),
    );
  },
  /** Seconds since each job of the book last succeeded, up to a day after its last report. */
  sinceJob: () =>
    sub(time(), maxBy(['job_name'], overTime('max', gauge('pf_job_last_success_timestamp_seconds'), '1d'))),
  /** Agents that report now, recorded. */
  fleetAgents: () => recorded('fleet:pf_agents:count'),
  /** Seconds since the newest complete poll, from recorded series only. */
  recordedDataAge: () =>
    sub(time(), overTime('last', recorded('fleet:pf_exporter_last_success_timestamp_seconds:max'), MEMORY)),
});

/** Agents that report now. */
export function reporting(scope: AgentScope): Vector<'agent_id'> {
  return countBy(['agent_id'], gauge('pf_drawdown_pct', scope));
}

function sincePoll(scope: AgentScope): Vector<'agent_id'> {
  return sub(
    time(),
    maxBy(['agent_id'], overTime('max', gauge('pf_exporter_last_success_timestamp_seconds', scope), AGENT_MEMORY)),
  );
}

/** Seconds since the last poll, or since the last report of an agent without poll times. */
function unseenSeconds(scope: AgentScope): Vector<'agent_id'> {
  const sinceReport = sub(
    time(),
    maxBy(['agent_id'], overTime('max', recorded('agent:pf_drawdown:timestamp', scope), AGENT_MEMORY)),
  );
  return larger(sincePoll(scope), unless(sinceReport, reporting(scope), { on: ['agent_id'] }));
}

function exporterUp(): Vector<'job' | 'instance'> {
  return or(maxBy(['job', 'instance'], gauge('up', EXPORTER)), mul(absent(gauge('up', EXPORTER)), 0));
}

function polledShare(staleSeconds: number, minAgents: number): Vector<never> {
  const known = count(sincePoll({}));
  return div(or(count(less(sincePoll({}), staleSeconds)), mul(known, 0)), greater(known, minAgents));
}
