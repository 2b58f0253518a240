import { Command, Option } from 'commander';

import { UserError } from '../../../diagnostics/errors.ts';
import { type EventType, eventTypes } from '../../catalog/events.ts';

interface Flags {
  readonly agent?: string;
  readonly type?: EventType;
  readonly text?: string;
  readonly tag: readonly string[];
  readonly time?: string;
  readonly end?: string;
  readonly dashboard: string | false;
  readonly fromEvents?: boolean;
  readonly follow?: number;
}

/** `pf-grafana fleet annotate` */
export function annotateCommand(): Command {
  return new Command('annotate')
    .description('Write an event of an agent, or each new row of agent_events, to Grafana as an annotation')
    .option('--agent <id>', 'agent of the event')
    .addOption(new Option('--type <type>', 'type of the event').choices(Object.keys(eventTypes)))
    .option('--text <text>', 'text of the annotation')
    .option('--tag <tags...>', 'more tags, in addition to purpleflea, the agent and the type', [])
    .option('--time <time>', 'time of the event, ISO 8601 (default: now)')
    .option('--end <time>', 'end of the event, for a time region')
    .option('--dashboard <uid>', 'dashboard that shows it', 'pf-agent-fleet-v1')
    .option('--no-dashboard', 'show it on every dashboard that queries annotations by tag')
    .option(
      '--from-events',
      'write each new row of agent_events once; needs the database given by PGHOST and the other PG variables',
    )
    .option('--follow <seconds>', 'with --from-events: keep running and check for new rows at this interval', Number)
    .addHelpText(
      'after',
      `\nEnvironment:\n  GRAFANA_URL       Grafana (http://grafana:3000)\n  GRAFANA_SA_TOKEN  token of a service account that can write annotations, required\n  PGHOST, PGPORT, PGDATABASE, PGUSER, PGPASSWORD  the book of record, for --from-events`,
    )
    .action(runAnnotate);
}

async function runAnnotate(flags: Flags): Promise<void> {
  const { annotate, grafanaTarget } = await import('../annotate/grafana.ts');
  const target = grafanaTarget(process.env, flags.dashboard === false ? undefined : flags.dashboard);
  if (flags.fromEvents) {
    const { followEvents } = await import('../annotate/follow.ts');
    const { untilSignal } = await import('../service/until-signal.ts');
    return untilSignal((signal) => followEvents(target, flags.follow, signal));
  }
  const { agent, type, text, tag, time, end } = flags;
  if (agent === undefined || type === undefined || text === undefined) {
    throw usage('An event needs --agent, --type and --text.', 'Give all three, or --from-events.');
  }
  const at = time === undefined ? new Date() : parsedTime('--time', time);
  const until = end === undefined ? {} : { until: parsedTime('--end', end) };
  const id = await annotate({ agentId: agent, type, text, at, ...until, tags: tag }, target);
  process.stdout.write(`annotation ${id}\n`);
}

function parsedTime(flag: string, text: string): Date {
  const time = new Date(text);
  if (Number.isNaN(time.getTime()))
    throw usage(`${flag} ${JSON.stringify(text)} is not a valid time.`, 'Write it as 2026-03-07T09:14:32Z.');
  return time;
}

function usage(message: string, hint: string): UserError {
  return new UserError({ severity: 'error', id: 'annotate/usage', message, hint });
}
