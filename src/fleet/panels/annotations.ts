import { AnnotationQueryBuilder } from '@grafana/grafana-foundation-sdk/dashboard';

import { type EventType, eventTypes } from '../catalog/events.ts';
import { events } from '../queries/events.ts';
import type { Variable } from '../../query/variables.ts';
import { datasourceRef } from '../../panels/datasources.ts';
import { rows } from '../../panels/targets.ts';

interface EventAnnotationOptions {
  /** The choice of agents that events are limited to, where the dashboard has one. */
  readonly agents?: Variable;
  /** Shown from the start: all of them for one agent, none for a fleet, or those the dashboard is about. */
  readonly enabled: boolean | readonly EventType[];
}

const drawnTypes = (Object.keys(eventTypes) as EventType[]).filter((type) => !('isDrawn' in eventTypes[type]));

/** One annotation with a toggle of its own per type of event that is drawn. */
export function eventAnnotations(options: EventAnnotationOptions): AnnotationQueryBuilder[] {
  return drawnTypes.map((type) =>
    new AnnotationQueryBuilder()
      .name(eventTypes[type].title)
      .datasource(datasourceRef('postgres'))
      .enable(typeof options.enabled === 'boolean' ? options.enabled : options.enabled.includes(type))
      .hide(false)
      .iconColor(eventTypes[type].color)
      .target(rows(events.ofType(type, options.agents))),
  );
}
