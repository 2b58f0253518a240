import type { EventType } from '../catalog/events.ts';
import { chosen, pg, pgTable, text, timeFilter } from './sql.ts';
import { queries } from '../../query/named.ts';
import type { Variable } from '../../query/variables.ts';

const event = pgTable('agent_events');

/** Events of agents from PostgreSQL as annotations: `time`, `timeend`, `text`, `tags`. */
export const events = queries('events', {
  /** The newest 500 events of one type, of the selected agents if the dashboard has that variable. */
  ofType: (type: EventType, agents?: Variable) => pg`
    SELECT ${event.ts} AS time, ${event.ts_end} AS timeend, ${event.text}, array_to_string(${event.agent_id} || ${event.tags}, ',') AS tags
    FROM ${event}
    WHERE ${timeFilter(event.ts)} AND ${event.event_type} = ${text(type)} AND ${chosen(event.agent_id, agents)}
    ORDER BY ${event.ts} DESC
    LIMIT 500`,
});
