import { DashboardBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/text';

import type { FolderJob } from '../../commands/build-folder.ts';
import type { Config } from '../../config/config.ts';
import { resolveSettings } from '../../config/resolve.ts';
import { defineDashboard } from '../../define.ts';

/** Two states of one pack, one to be built over the other. */
export type Generation = 'even' | 'odd';

const DASHBOARDS = 200;
/** Dashboards that only one of the two has, so that files appear and vanish. */
const OWN = 20;

/** What builds a pack of 200 dashboards into a folder: every file differs from the other generation's, and some exist in one only. */
export function packJob(out: string, generation: Generation): FolderJob {
  const first = generation === 'even' ? 0 : OWN;
  const dashboards = Array.from({ length: DASHBOARDS }, (_, index) => dashboard(first + index, generation));
  const config: Config = { fleet: false, dashboards };
  return { out, config, settings: resolveSettings(config, () => ({ file: 'test' })), check: false, force: false };
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
