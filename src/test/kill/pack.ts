import { DashboardBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/text';

import { compileProject, renderProject } from '../../commands/project.ts';
import type { Config } from '../../config/config.ts';
import { resolveSettings } from '../../config/resolve.ts';
import { defineDashboard } from '../../define/definitions.ts';
import { readBefore } from '../../emit/before.ts';
import type { Disk } from '../../emit/disk.ts';
import { planWrite, type Planned } from '../../emit/plan.ts';
import { writeChanges } from '../../emit/write.ts';

/** Two states of one pack, each to be built over the other. */
export type Generation = 'even' | 'odd';

const DASHBOARDS = 200;
/** The number of dashboards that only one of the two has, so that files appear and vanish. */
const OWN = 20;

/** Builds the pack into a folder like `build`, but without the validator, which does not touch the disk. */
export async function buildPack(
  out: string,
  generation: Generation,
  { check = false, disk }: { readonly check?: boolean; readonly disk?: Disk } = {},
): Promise<Planned> {
  const before = readBefore(out, false);
  const config = packConfig(generation);
  const project = await compileProject(
    { config, ...resolveSettings(config, [], () => ({ file: 'test' })) },
    before.manifest.identities,
  );
  const planned = planWrite(await renderProject(project), project.succession.identities, out, before, false);
  if (!check) await writeChanges(planned, out, before, disk);
  return planned;
}

/** 200 dashboards: every file differs from the other generation's, and some exist only in one. */
function packConfig(generation: Generation): Config {
  const first = generation === 'even' ? 0 : OWN;
  return {
    name: 'pack',
    dashboards: Array.from({ length: DASHBOARDS }, (_, index) => dashboard(first + index, generation)),
  };
}

function dashboard(number: number, generation: Generation) {
  const panel = new PanelBuilder().title('Text').content(`${generation} `.repeat(2000));
  return defineDashboard(() => ({
    uid: `pf-${number}`,
    folder: `Folder ${Math.floor(number / 50)}`,
    dashboard: new DashboardBuilder(`Dashboard ${number}`).uid(`pf-${number}`),
    rows: [{ key: 'row', title: generation, panels: [{ key: 'text', width: 24, height: 8, panel }] }],
  }));
}
