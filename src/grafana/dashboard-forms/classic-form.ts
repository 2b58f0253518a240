import { dashboardMigrations } from './dashboard-migrations.ts';
import { unitOfAngular } from './old-units.ts';
import type { Origins } from './origins.ts';
import { panelMigrations } from './panel-migrations.ts';
import { pluginMigrations } from './plugin-migrations.ts';
import { type Json, numberAt, objectsAt, textAt } from './values.ts';

/**
 * Migrates a dashboard in the classic form, in place, to the newest version, as Grafana does whenever it opens one: by
 * the schemaVersion of the dashboard, then by the pluginVersion of each panel.
 */
export function migrateClassic(dashboard: Json, origins: Origins | undefined): void {
  const version = numberAt(dashboard, 'schemaVersion') ?? 0;
  for (const { below, rewrite } of dashboardMigrations) if (version < below) rewrite(dashboard, origins);
  const ofPanels = panelMigrations.filter(({ below }) => version < below);
  for (const panel of allPanels(dashboard)) {
    for (const { rewrite } of ofPanels) rewrite(panel, origins);
    migratePlugin(panel, origins);
  }
}

/** Migrates a panel, in place, by the version of the plugin that wrote it. */
export function migratePlugin(panel: Json, origins: Origins | undefined): void {
  const type = textAt(panel, 'type');
  unitOfAngular(panel, origins);
  if (Object.hasOwn(pluginMigrations, type)) pluginMigrations[type]?.(panel, textAt(panel, 'pluginVersion'), origins);
}

/** All panels, including those inside rows. */
function allPanels(dashboard: Json): Json[] {
  return objectsAt(dashboard, 'panels').flatMap((panel) => [panel, ...objectsAt(panel, 'panels')]);
}
