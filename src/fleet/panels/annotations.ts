import { AnnotationQueryBuilder } from '@grafana/grafana-foundation-sdk/dashboard';

import { type EventType, eventTypes, listedOnly } from '../catalog/events.ts';
import { events } from '../queries/events.ts';
import type { Variable } from '../../query/variables.ts';
import { datasourceRef } from '../../panels/datasources.ts';
import { rows } from '../../panels/targets.ts';

interface EventAnnotationOptions {
  /** The dashboard's agent variable, which limits the events. */
  readonly agents?: Variable;
  /** Types of events on the dashboard; all types when left out. Their toggles must fit into one row of the screen. */
  readonly types?: readonly EventType[];
  /** Whether the annotations are shown initially, as for a single agent, but not for a fleet. */
  readonly enabled: boolean;
}

const drawnTypes = (Object.keys(eventTypes) as EventType[]).filter((type) => !listedOnly.has(type));

/** Events that change the course of an agent's P&L. */
export const courseEvents: readonly EventType[] = ['large_win', 'large_loss', 'strategy_switch', 'halt'];

/** Returns an annotation with its own toggle for each type of event. */
export function eventAnnotations(options: EventAnnotationOptions): AnnotationQueryBuilder[] {
  const types = options.types ?? drawnTypes;
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
