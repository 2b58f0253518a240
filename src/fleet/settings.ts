import type { ConfiguredSources, Settings } from '../define/settings.ts';
import { completed, FRACTIONS } from './limits.ts';
import { defaultThresholds, type Thresholds } from './thresholds.ts';

/** What a configuration may say of the fleet itself, with every default filled in. */
export interface FleetOptions {
  readonly thresholds: Thresholds;
  /** Where a log line's agent id links to; `{agent_id}` is replaced. */
  readonly agentUrl: string;
}

/** What the fleet's definitions are compiled with. */
export interface FleetSettings extends Settings, FleetOptions {
  readonly datasources: ConfiguredSources;
}

const AGENT_URL = 'https://purpleflea.com/agents/{agent_id}';

type Schema = Readonly<Record<string, unknown>>;
const count: Schema = { type: 'number', minimum: 0 };

/** JSON Schemas of the fleet's keys of the configuration. */
export const optionSchemas: Readonly<Record<string, Schema>> = {
  thresholds: closed(
    Object.fromEntries(
      Object.entries(defaultThresholds).map(([name, value]) => [
        name,
        typeof value === 'number' ? limit(name) : limits(name, value),
      ]),
    ),
  ),
  agentUrl: { type: 'string', pattern: '^https?://' },
};

/** The options of a checked configuration. */
export function fleetOptions(config: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return { thresholds: thresholds(config['thresholds'] ?? {}), agentUrl: config['agentUrl'] ?? AGENT_URL };
}

/** The settings as the fleet's definitions read them. */
export function fleetSettings(settings: Settings): FleetSettings {
  // They were resolved with `fleetOptions`.
  return {
    ...settings,
    ...(settings.options as unknown as FleetOptions),
    datasources: settings.datasources as ConfiguredSources,
  };
}

function thresholds(own: object): Thresholds {
  const given = own as Readonly<Record<string, unknown>>;
  const merged = Object.entries(defaultThresholds).map(([name, value]) => [name, completed(value, given[name])]);
  // Same keys as the defaults; the schema has checked every value.
  return Object.fromEntries(merged) as Thresholds;
}

function limits(name: string, value: object): Schema {
  return closed(Object.fromEntries(Object.keys(value).map((key) => [key, limit(name)])));
}

/** 15 for 15 % is a mistake that no alert would ever show. */
function limit(name: string): Schema {
  return FRACTIONS.has(name) ? { ...count, maximum: 1 } : count;
}

function closed(properties: Schema): Schema {
  return { type: 'object', properties, additionalProperties: false };
}
