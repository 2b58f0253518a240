import { relative, resolve } from 'node:path';

import type { CompiledPack } from '../../compile/compile.ts';
import type { Config } from '../../config/config.ts';
import { FindingsError } from '../../diagnostics/errors.ts';
import type { RenderedFolder } from '../../emit/render.ts';
import type { Settings } from '../../define/settings.ts';
import { memoryTree } from '../../folder/file-tree.ts';
import { checkFolder } from '../../validate/check-folder.ts';
import { savedDashboards } from '../known-dashboards.ts';
import { knownElsewhere } from '../known-server.ts';
import { queryApprovals } from '../query-approvals.ts';
import { teamRules } from '../team-rules.ts';
import { showDashboards } from '../progress.ts';
import { printToStderr } from '../terminal.ts';
import { savedVerdicts } from '../verdict-store.ts';
import { configSuppressions } from '../validate/config-suppressions.ts';
import { withDefinitions } from '../validate/definitions.ts';

/** The input of the gate: the texts that are about to be written, and their configuration. */
export interface GateInput {
  readonly out: string;
  readonly folder: RenderedFolder;
  readonly config: Config;
  readonly settings: Settings;
  readonly compiled: CompiledPack;
}

/** Validates a folder before it is written: an error throws a FindingsError, a warning is printed to stderr. */
export async function passGate({ out, folder: files, config, settings, compiled }: GateInput): Promise<void> {
  // A tenant's copy of the rules has the same content for another org; its mistakes are reported in the file of the
  // project.
  const copies = new Set(
    compiled.tenantFiles.filter(({ sameAs }) => sameAs !== undefined).map(({ path }) => `provisioning/${path}.yaml`),
  );
  const tree = memoryTree(
    new Map([...files].filter(([path]) => !copies.has(path))),
    relative(process.cwd(), resolve(out)) || '.',
  );
  const verdicts = savedVerdicts();
  const known = verdicts && savedDashboards(verdicts.version);
  const { folder, found: left } = await checkFolder({
    tree,
    root: 'provisioning',
    elsewhere: { ...knownElsewhere(config), naming: 'configuration' },
    target: settings.grafana,
    preset: 'recommended',
    rules: teamRules(config),
    suppressions: configSuppressions(config),
    today: new Date().toISOString().slice(0, 10),
    approvals: (catalog) => queryApprovals(catalog, settings.grafana),
    verdicts,
    known,
    progress: showDashboards,
  });
  known?.save();
  const read = folder.files.length;
  const made = [...files.keys()].filter((path) => path.startsWith('provisioning/') && !copies.has(path)).length;
  if (read !== made) throw new Error(`${made} provisioning files were made, but ${read} of them were validated.`);
  const found = withDefinitions(left, folder, compiled);
  if (found.some(({ severity }) => severity === 'error')) throw new FindingsError(found);
  printToStderr(found.filter(({ severity }) => severity !== 'note'));
}
