import { option, type Option, type ReadOptions } from '../define/options.ts';
import type { ReceiverSpec } from '../define/receivers.ts';
import type { ConfiguredSources, Receiver, Settings } from '../define/settings.ts';
import { completed, FRACTIONS } from './limits.ts';
import { defaultThresholds, type Thresholds } from './thresholds.ts';
import { defaultRoutes } from './routes.ts';
import type { Routes } from './words.ts';

const AGENT_URL = 'https://purpleflea.com/agents/{agent_id}';
const RUNBOOK = 'https://purpleflea.com/docs/risk-management';

/** Limits as a project writes them: every limit and every member of a group is optional. */
export type WrittenThresholds = {
  readonly [K in keyof Thresholds]?: Thresholds[K] extends number ? number : Partial<Thresholds[K]>;
};

/** The fleet's options. */
export const fleetOptionMembers = {
  thresholds: option.optional(thresholdsOption()),
  agentUrl: option.withDefault(
    option.text({
      pattern: '^https?://',
      help: "URL to which an agent's id in a log line links; `{agent_id}` is replaced.",
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

/** The fleet's options of a project, with defaults for everything except limits. */
export type FleetOptions = ReadOptions<typeof fleetOptionMembers>;

/** Settings with which the fleet's definitions are compiled. */
export interface FleetSettings extends Omit<Settings, 'alerting'> {
  readonly thresholds: Thresholds;
  /** URL to which an agent's id in a log line links; `{agent_id}` is replaced. */
  readonly agentUrl: string;
  readonly datasources: ConfiguredSources;
  readonly alerting: Omit<Settings['alerting'], 'routes' | 'teams'> & {
    readonly receivers: Readonly<Record<string, Receiver | ReceiverSpec>>;
    readonly routes: Routes;
    /** Receivers per team, which take precedence over those of the severity. */
    readonly teams: Readonly<Record<string, Routes>>;
    /** Name of the receiver that halts an agent's trading. */
    readonly halt?: string;
    readonly runbook: string;
  };
}

/** Returns the settings for the fleet's definitions. */
export function fleetSettings(settings: Settings): FleetSettings {
  // The pack's schema has checked the options and filled in the defaults.
  const { thresholds = {}, agentUrl, halt, runbook } = settings.options as unknown as FleetOptions;
  const { receivers, routes } = settings.alerting;
  return {
    ...settings,
    thresholds: completedThresholds(thresholds),
    agentUrl,
    // The fleet has a default connection for each of its handles.
    datasources: settings.datasources as ConfiguredSources,
    alerting: {
      ...settings.alerting,
      routes: { ...defaultRoutes(receivers, halt), ...routes },
      ...(halt === undefined ? {} : { halt }),
      runbook,
    },
  };
}

/** Returns all limits: those that are set, the others of their groups in proportion, and the defaults. */
export function completedThresholds(given: WrittenThresholds): Thresholds {
  const merged = Object.entries(defaultThresholds).map(([name, value]) => [
    name,
    completed(value, given[name as keyof Thresholds]),
  ]);
  // The keys are those of the defaults, and the schema has checked every value.
  return Object.fromEntries(merged) as Thresholds;
}

function thresholdsOption(): Option<WrittenThresholds> {
  const members = Object.entries(defaultThresholds).map(([name, value]) => [
    name,
    option.optional(
      typeof value === 'number'
        ? limit(name, value)
        : (group(name, value as Readonly<Record<string, number>>) as Option),
    ),
  ]);
  // There is a member for each limit, with the keys and numbers of `Thresholds`.
  return option.object(Object.fromEntries(members) as Readonly<Record<string, Option>>, {
    help: 'Limits for the colours of panels and for alerts.',
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

/** Fractions are at most 1: with 15 for 15 %, the alert would never fire. */
function limit(name: string, usual: number): Option<number> {
  return option.number(FRACTIONS.has(name) ? { min: 0, max: 1, usual } : { min: 0, usual });
}
