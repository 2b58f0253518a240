/** The fleet's own definitions, in a module of their own so that only a command that compiles loads them. */
import { notifications as fleetNotifications } from '../../alerting/notifications.ts';

export { ruleGroups } from '../../alerting/index.ts';
export { dashboards } from '../../dashboards/index.ts';
export { datasources } from '../../datasources/index.ts';
export const notifications = [fleetNotifications];
