import type { Diagnostic, Position } from '../diagnostics.ts';
import { UserError } from '../errors.ts';
import { type GrafanaVersion, type Receiver, type Routes, type Settings, severities, type Thresholds } from '../settings.ts';
import type { Config } from './config.ts';
import type { Locate } from './load.ts';
import { defaultDatasources, defaults, defaultThresholds, NEWEST_GRAFANA } from './defaults.ts';

/** The oldest release whose loader was read. */
const OLDEST = { major: 10, minor: 1 };

/** Fills a checked configuration with the defaults; names that lead nowhere come in one UserError. */
export function resolveSettings(config: Config, locate: Locate): Settings {
  const receivers = config.receivers ?? {};
  const version = parseVersion(config.grafana?.version);
  const problems = [...versionProblems(version, locate), ...slackProblems(receivers, locate), ...sourceProblems(config, locate), ...routeProblems(config, locate)];
  if (problems.length > 0) throw new UserError(problems);
  const { tempo, ...sources } = defaultDatasources;
  // A project without the fleet has the sources that it names, and no others.
  const unnamed = config.fleet === false ? { provision: false } : {};
  return {
    grafana: version,
    folder: config.folder ?? defaults.folder,
    orgId: config.orgId ?? defaults.orgId,
    uidPrefix: config.uidPrefix ?? defaults.uidPrefix,
    datasources: {
      postgres: { ...sources.postgres, ...(config.datasources?.postgres ?? unnamed) },
      prometheus: { ...sources.prometheus, ...(config.datasources?.prometheus ?? unnamed) },
      loki: { ...sources.loki, ...(config.datasources?.loki ?? unnamed) },
      clickhouse: { ...sources.clickhouse, ...(config.datasources?.clickhouse ?? unnamed) },
      ...(config.datasources?.tempo ? { tempo: { ...tempo, ...config.datasources.tempo } } : {}),
    },
    selector: config.selector ?? {},
    thresholds: thresholds(config),
    alerting: {
      receivers,
      routes: { ...defaultRoutes(receivers, config.halt), ...config.routes },
      teams: config.teams ?? {},
      ...(config.halt === undefined ? {} : { halt: config.halt }),
      muteTimings: config.muteTimings ?? {},
      policies: config.policies ?? true,
      runbook: config.runbook ?? defaults.runbook,
    },
    agentUrl: config.agentUrl ?? defaults.agentUrl,
  };
}

function thresholds(config: Config): Thresholds {
  const own: Readonly<Record<string, unknown>> = config.thresholds ?? {};
  const merged = Object.entries(defaultThresholds).map(([name, value]) => {
    const mine = own[name];
    return [name, typeof mine === 'object' ? { ...value, ...mine } : (mine ?? value)];
  });
  // Same keys as the defaults; the schema has checked every value.
  return Object.fromEntries(merged) as Thresholds;
}

/** Critical alerts page and show in the channel, warnings show in the channel, notes go to the mailbox: whichever of them there is. */
function defaultRoutes(receivers: Readonly<Record<string, Receiver>>, halt: string | undefined): Routes {
  const names = (...types: Receiver['type'][]) =>
    Object.entries(receivers).filter(([name, receiver]) => name !== halt && types.includes(receiver.type)).map(([name]) => name);
  const firstOf = (...kinds: Receiver['type'][]) => kinds.map((kind) => names(kind)).find((found) => found.length > 0) ?? [];
  return {
    critical: names('pagerduty', 'slack', 'webhook').length > 0 ? names('pagerduty', 'slack', 'webhook') : names('email'),
    warning: [...firstOf('slack', 'email', 'webhook', 'pagerduty')],
    info: firstOf('email', 'slack', 'webhook'),
  };
}

function parseVersion(text: string | undefined): GrafanaVersion {
  if (text === undefined) return NEWEST_GRAFANA;
  const [major = 0, minor = 0] = text.split('.').map(Number);
  return { major, minor };
}

function versionProblems(version: GrafanaVersion, locate: Locate): Diagnostic[] {
  const tooOld = version.major < OLDEST.major || (version.major === OLDEST.major && version.minor < OLDEST.minor);
  if (!tooOld) return [];
  return [problem(locate(['grafana', 'version']), 'config/grafana-version', `grafana.version ${version.major}.${version.minor} is older than ${OLDEST.major}.${OLDEST.minor}, the oldest whose file formats are known here.`, 'Name a release from 10.1 on.')];
}

function slackProblems(receivers: Readonly<Record<string, Receiver>>, locate: Locate): Diagnostic[] {
  return Object.entries(receivers).flatMap(([name, receiver]) => {
    const complete = receiver.type !== 'slack' || 'url' in receiver || ('token' in receiver && receiver.channel !== undefined);
    return complete ? [] : [problem(locate(['receivers', name]), 'config/slack', `receivers.${name} has neither a url nor a token with a channel, so Grafana would stop at start-up.`, 'Give it the url of an incoming webhook, or a bot token and a channel.')];
  });
}

function sourceProblems(config: Config, locate: Locate): Diagnostic[] {
  return Object.entries(config.datasources ?? {}).flatMap(([name, source]) => {
    if (source.provision !== false || source.uid !== undefined) return [];
    return [problem(locate(['datasources', name]), 'config/source-uid', `datasources.${name} is not provisioned and has no uid, so every panel would look for a source that does not exist.`, 'Add the uid of your own source.')];
  });
}

function routeProblems(config: Config, locate: Locate): Diagnostic[] {
  const receivers = config.receivers ?? {};
  const known = Object.keys(receivers).join(', ') || 'none';
  const routes: [string, Routes][] = [['routes', config.routes ?? {}], ...Object.entries(config.teams ?? {}).map(([team, own]): [string, Routes] => [`teams.${team}`, own ?? {}])];
  const unknown = routes.flatMap(([place, own]) =>
    severities.flatMap((severity) =>
      (own[severity] ?? []).filter((name) => !(name in receivers)).map((name) =>
        problem(locate([...place.split('.'), severity]), 'config/receiver', `${place}.${severity} names the receiver "${name}", which is not configured, so Grafana would stop at start-up.`, `Add it under receivers, or name one of: ${known}.`),
      ),
    ),
  );
  const { halt } = config;
  if (halt === undefined || receivers[halt]?.type === 'webhook') return unknown;
  return [...unknown, problem(locate(['halt']), 'config/halt', `halt names "${halt}", which is not a configured receiver of type webhook, so nothing would halt an agent.`, 'Name a webhook receiver.')];
}

function problem(at: Position, id: string, message: string, hint: string): Diagnostic {
  return { severity: 'error', id, message, hint, at };
}
