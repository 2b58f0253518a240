import { AnnotationQueryBuilder } from '@grafana/grafana-foundation-sdk/dashboard';

import { type EventType, eventTypes } from '../catalog/events.ts';
import { events } from '../queries/events.ts';
import type { Variable } from '../../query/variables.ts';
import { datasourceRef } from '../../panels/datasources.ts';
import { rows } from '../../panels/targets.ts';

interface EventAnnotationOptions {
  /** The choice of agents that events are limited to, where the dashboard has one. */
  readonly agents?: Variable;
  /** Types that the dashboard is about; all of them when left out. Their toggles take one row of a screen. */
  readonly types?: readonly EventType[];
  /** Shown from the start: all of them for one agent or a dashboard about them, none for a fleet. */
  readonly enabled: boolean;
}

/** What changes the course of an agent's P&L. */
export const courseEvents: readonly EventType[] = ['large_win', 'large_loss', 'strategy_switch', 'halt'];

/** One annotation with a toggle of its own per type of event that the dashboard is about. */
export function eventAnnotations(options: EventAnnotationOptions): AnnotationQueryBuilder[] {
  const types = options.types ?? (Object.keys(eventTypes) as EventType[]);
  return types.map((type) =>
    new AnnotationQueryBuilder()
      .name(eventTypes[type].title)
      .datasource(datasourceRef('postgres'))
      .enable(options.enabled)
      .hide(false)
      .iconColor(eventTypes[type].color)
      .target(rows(events.ofType(type, options.agents))),
  );
}
