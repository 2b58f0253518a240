import type { Origins } from './origins.ts';
import { isJson, type Json, objectAt, objectsAt } from './values.ts';

/**
 * The common migration of stat, gauge and bar gauge (sharedSingleStatMigrationHandler): before 7.0 the options
 * contained what is now the field configuration.
 */
export function singleStat(panel: Json, written: string, origins: Origins | undefined): void {
  if (panel['options'] === undefined) return;
  const version = Number.parseFloat(written || '6.1');
  const options = objectAt(panel, 'options');
  if (version < 6.2) valueOptions(options, origins);
  if (version < 6.3) thresholdsAndMappings(options, origins);
  if (version < 6.6) steps(objectAt(options, 'fieldOptions'));
  if (version < 7) fieldConfig(panel, options, origins);
  const defaults = objectAt(objectAt(panel, 'fieldConfig'), 'defaults');
  if (version < 7.1 && defaults['title'] !== undefined) rename(defaults, 'title', defaults, 'displayName', origins);
}

function valueOptions(options: Json, origins: Origins | undefined): void {
  const old = options['valueOptions'];
  if (!isJson(old)) return;
  const defaults: Json = {};
  const fields: Json = { defaults, ...(old['stat'] ? { calcs: [old['stat']] } : {}) };
  for (const key of ['unit', 'decimals']) rename(old, key, defaults, key, origins);
  rename(options, 'minValue', defaults, 'min', origins);
  rename(options, 'maxValue', defaults, 'max', origins);
  rename(options, 'valueMappings', fields, 'mappings', origins);
  rename(options, 'thresholds', fields, 'thresholds', origins);
  delete options['valueOptions'];
  options['fieldOptions'] = fields;
}

function thresholdsAndMappings(options: Json, origins: Origins | undefined): void {
  const fields = options['fieldOptions'];
  if (!isJson(fields)) return;
  const defaults = isJson(fields['defaults']) ? fields['defaults'] : {};
  fields['defaults'] = defaults;
  rename(fields, 'mappings', defaults, 'mappings', origins);
  rename(options, 'thresholds', defaults, 'thresholds', origins);
}

/** Thresholds were a list of steps, and the colour was a string. */
function steps(fields: Json): void {
  delete fields['override'];
  const defaults = objectAt(fields, 'defaults');
  const thresholds = defaults['thresholds'] ?? fields['thresholds'];
  delete fields['thresholds'];
  if (Array.isArray(thresholds))
    defaults['thresholds'] = {
      mode: 'absolute',
      steps: thresholds.filter(isJson).map(({ color, value }, index) => ({ color, value: index === 0 ? null : value })),
    };
  if (typeof defaults['color'] === 'string') defaults['color'] = { mode: 'fixed', fixedColor: defaults['color'] };
}

function fieldConfig(panel: Json, options: Json, origins: Origins | undefined): void {
  const fields = options['fieldOptions'];
  if (!isJson(fields)) return;
  const config = isJson(panel['fieldConfig']) ? panel['fieldConfig'] : {};
  panel['fieldConfig'] = config;
  const defaults = isJson(config['defaults']) ? config['defaults'] : {};
  config['defaults'] = defaults;
  const old = objectAt(fields, 'defaults');
  for (const key of Object.keys(old)) rename(old, key, defaults, key, origins);
  config['overrides'] = [...objectsAt(config, 'overrides'), ...objectsAt(fields, 'overrides')];
  const { values, limit, calcs } = fields;
  options['reduceOptions'] = Object.fromEntries(
    Object.entries({ values, limit, calcs }).filter(([, value]) => value !== undefined),
  );
  delete options['fieldOptions'];
}

function rename(from: Json, fromKey: string, to: Json, toKey: string, origins: Origins | undefined): void {
  if (from[fromKey] === undefined) return;
  to[toKey] = from[fromKey];
  origins?.moved(from, fromKey, to, toKey);
  delete from[fromKey];
}
