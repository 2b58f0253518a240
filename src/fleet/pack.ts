import { datasourceHandles } from '../define/handles.ts';
import { definePack, sourceType } from '../define/pack.ts';
import { connections } from './defaults.ts';
import { limitProblems } from './limits.ts';
import type { FleetPart } from './part-names.ts';
import { haltProblems } from './routes.ts';
import { completedThresholds, fleetOptionMembers, fleetSettings } from './settings.ts';
import { severities, teams } from './words.ts';

const kit = definePack({
  name: 'fleet',
  title: 'Purple Flea',
  options: fleetOptionMembers,
  sources: {
    postgres: sourceType(datasourceHandles.postgres.plugin),
    prometheus: sourceType(datasourceHandles.prometheus.plugin),
    loki: sourceType(datasourceHandles.loki.plugin),
    clickhouse: sourceType(datasourceHandles.clickhouse.plugin),
    tempo: sourceType(datasourceHandles.tempo.plugin),
  },
  severities,
  teams,
  check: ({ thresholds = {}, halt }, project) => [
    ...limitProblems(completedThresholds(thresholds)),
    ...haltProblems(halt, project),
  ],
});

/**
 * The pack "Purple Flea" for a project: `packs: [fleet({ options: { … } })]`. Each part is loaded only when a command
 * needs it: the definitions to compile, the schemas to render.
 */
export const fleet = kit.load<FleetPart>(() => import('./definitions.ts'), {
  connections,
  files: async (settings) => (await import('./stack/files.ts')).stackFiles(fleetSettings(settings)),
  catalog: async (extraLabels) => (await import('./catalog/emitted.ts')).emittedCatalog(extraLabels),
  routes: async (settings) => (await import('../../alerting/halt-route.ts')).packRoutes(fleetSettings(settings)),
  alertTests: async (_context, settings) => (await import('./alert-tests.ts')).fleetAlertTests(settings),
  commands: async () => (await import('./commands.ts')).commands(),
});
