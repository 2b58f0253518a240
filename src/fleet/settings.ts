import { option, type Option, type ReadOptions } from '../define/options.ts';
import type { ReceiverSpec } from '../define/receivers.ts';
import type { ConfiguredSources, Receiver, Settings } from '../define/settings.ts';
import { completed, FRACTIONS } from './limits.ts';
import { defaultThresholds, type Thresholds } from './thresholds.ts';
import { defaultRoutes } from './routes.ts';
import type { Routes } from './words.ts';

const AGENT_URL = 'https://purpleflea.com/agents/{agent_id}';
const RUNBOOK = 'https://purpleflea.com/docs/risk-management';

/** Limits as a project writes them: any of them, and of a group any. */
export type WrittenThresholds = {
  readonly [K in keyof Thresholds]?: Thresholds[K] extends number ? number : Partial<Thresholds[K]>;
};

/** What a project may say of the fleet. */
export const fleetOptionMembers = {
  thresholds: option.optional(thresholdsOption()),
  agentUrl: option.withDefault(
    option.text({
      pattern: '^https?://',
      help: "Where an agent's id in a log line links to; `{agent_id}` is replaced.",
    }),
    AGENT_URL,
  ),
  halt: option.optional(
    option.text({
      help: "Name of the receiver of type webhook that halts an agent's trading on a drawdown breach.",
    }),
  ),
  runbook: option.withDefault(option.text({ pattern: '^https?://', help: 'Page that every alert links to.' }), RUNBOOK),
};

/** The fleet's options as a project gave them, with the defaults of all but limits. */
export type FleetOptions = ReadOptions<typeof fleetOptionMembers>;

/** What the fleet's definitions are compiled with. */
export interface FleetSettings extends Omit<Settings, 'alerting'> {
  readonly thresholds: Thresholds;
  /** Where a log line's agent id links to; `{agent_id}` is replaced. */
  readonly agentUrl: string;
  readonly datasources: ConfiguredSources;
  readonly alerting: Omit<Settings['alerting'], 'routes' | 'teams'> & {
    readonly receivers: Readonly<Record<string, Receiver | ReceiverSpec>>;
    readonly routes: Routes;
    /** Receivers per team, before the general ones of the severity. */
    readonly teams: Readonly<Record<string, Routes>>;
    /** Receiver that halts an agent's trading, if one is named. */
    readonly halt?: string;
    readonly runbook: string;
  };
}

/** The settings as the fleet's definitions read them. */
export function fleetSettings(settings: Settings): FleetSettings {
  // The pack's schema has checked them, and filled in the defaults.
  const { thresholds = {}, agentUrl, halt, runbook } = settings.options as unknown as FleetOptions;
  const { receivers, routes } = settings.alerting;
  return {
    ...settings,
    thresholds: completedThresholds(thresholds),
    agentUrl,
    // The fleet brings a connection for each of its handles.
    datasources: settings.datasources as ConfiguredSources,
    alerting: {
      ...settings.alerting,
      routes: { ...defaultRoutes(receivers, halt), ...routes },
      ...(halt === undefined ? {} : { halt }),
      runbook,
    },
  };
}

/** Every limit: those given, the others of a group in proportion, and the defaults. */
export function completedThresholds(given: WrittenThresholds): Thresholds {
  const merged = Object.entries(defaultThresholds).map(([name, value]) => [
    name,
    completed(value, given[name as keyof Thresholds]),
  ]);
  // Same keys as the defaults; the schema has checked every value.
  return Object.fromEntries(merged) as Thresholds;
}

function thresholdsOption(): Option<WrittenThresholds> {
  const members = Object.entries(defaultThresholds).map(([name, value]) => [
    name,
    option.optional(
      typeof value === 'number' ? limit(name, value) : (group(name, value as Readonly<Record<string, number>>) as Option),
    ),
  ]);
  // A member for each limit, whose keys and numbers are those of `Thresholds`.
  return option.object(Object.fromEntries(members) as Readonly<Record<string, Option>>, {
    help: 'Limits that panels colour by and alerts fire on.',
  }) as Option<WrittenThresholds>;
}

function group(
  name: string,
  usual: Readonly<Record<string, number>>,
): Option<Readonly<Record<string, number | undefined>>> {
  return option.object(
    Object.fromEntries(Object.entries(usual).map(([key, value]) => [key, option.optional(limit(name, value))])),
  );
}

/** 15 for 15 % is a mistake that no alert would ever show. */
function limit(name: string, usual: number): Option<number> {
  return option.number(FRACTIONS.has(name) ? { min: 0, max: 1, usual } : { min: 0, usual });
}
