/** The fleet's definitions, in a separate module so that only commands that compile load them. */
import { notifications as fleetNotifications } from '../../alerting/notifications.ts';

export { ruleGroups } from '../../alerting/index.ts';
export { dashboards } from '../../dashboards/index.ts';
export { datasources } from '../../datasources/index.ts';
export const notifications = [fleetNotifications];
