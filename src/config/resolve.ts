import type { Diagnostic, Position } from '../diagnostics/diagnostics.ts';
import { UserError } from '../diagnostics/errors.ts';
import type { Content } from '../define/content.ts';
import { type DatasourceHandle, datasourceHandles } from '../define/handles.ts';
import type { ConfiguredSources, GrafanaVersion, Settings } from '../define/settings.ts';
import { NEWEST } from '../grafana/release.ts';
import { alertingProblems, resolveAlerting } from './alerting.ts';
import type { Config } from './config.ts';
import type { Locate } from './load.ts';
import { resolveTenants, tenantProblems } from './tenants.ts';

/** The oldest release whose loader was read. */
const OLDEST = { major: 10, minor: 1 };

/** Fills a checked configuration with the defaults; names that lead nowhere come in one UserError. */
export function resolveSettings(config: Config, content: Content, locate: Locate): Settings {
  const version = parseVersion(config.grafana?.version);
  const { name, title, defaults } = content;
  const { tempo, ...sources } = defaults.datasources;
  // A project without the fleet has the sources that it names, and no others.
  const unnamed = config.fleet === false ? { provision: false } : {};
  const datasources = {
    postgres: { ...sources.postgres, ...(config.datasources?.postgres ?? unnamed) },
    prometheus: { ...sources.prometheus, ...(config.datasources?.prometheus ?? unnamed) },
    loki: { ...sources.loki, ...(config.datasources?.loki ?? unnamed) },
    clickhouse: { ...sources.clickhouse, ...(config.datasources?.clickhouse ?? unnamed) },
    ...(config.datasources?.tempo ? { tempo: { ...tempo, ...config.datasources.tempo } } : {}),
  };
  const own = {
    project: { name, title },
    grafana: version,
    folder: config.folder ?? defaults.folder,
    orgId: config.orgId ?? defaults.orgId,
    uidPrefix: config.uidPrefix ?? defaults.uidPrefix,
    datasources,
    sources: sourceRefs(datasources),
    selector: config.selector ?? {},
    alerting: resolveAlerting(config, config.runbook ?? defaults.runbook),
    options: content.options({ ...config }),
  };
  const problems = [
    ...versionProblems(version, locate),
    ...sourceProblems(config, locate),
    ...alertingProblems(config, locate),
    ...tenantProblems(config, own, locate),
    ...content.optionProblems(own.options, locate),
  ];
  if (problems.length > 0) throw new UserError(problems);
  return { ...own, tenants: resolveTenants(config, own) };
}

/** Every handle that is configured, with its plugin. */
function sourceRefs(datasources: ConfiguredSources): Settings['sources'] {
  return Object.fromEntries(
    Object.entries(datasourceHandles).flatMap(([handle, { plugin }]) => {
      const source = datasources[handle as DatasourceHandle];
      return source ? [[handle, { type: plugin, uid: source.uid, provision: source.provision }]] : [];
    }),
  );
}

/** The release that a configuration names; the newest known when it names none. */
export function parseVersion(text: string | undefined): GrafanaVersion {
  if (text === undefined) return NEWEST;
  const [major = 0, minor = 0] = text.split('.').map(Number);
  return { major, minor };
}

/** A release whose file formats are not known. */
export function versionProblems(version: GrafanaVersion, locate: Locate): Diagnostic[] {
  const tooOld = version.major < OLDEST.major || (version.major === OLDEST.major && version.minor < OLDEST.minor);
  if (!tooOld) return [];
  return [
    problem(
      locate(['grafana', 'version']),
      'config/grafana-version',
      `grafana.version ${version.major}.${version.minor} is older than ${OLDEST.major}.${OLDEST.minor}, the oldest whose file formats are known here.`,
      'Name a release from 10.1 on.',
    ),
  ];
}

function sourceProblems(config: Config, locate: Locate): Diagnostic[] {
  return Object.entries(config.datasources ?? {}).flatMap(([name, source]) => {
    if (source.provision !== false || source.uid !== undefined) return [];
    return [
      problem(
        locate(['datasources', name]),
        'config/source-uid',
        `datasources.${name} is not provisioned and has no uid, so every panel would look for a source that does not exist.`,
        'Add the uid of your own source.',
      ),
    ];
  });
}

function problem(at: Position, id: string, message: string, hint: string): Diagnostic {
  return { severity: 'error', id, message, hint, at };
}
