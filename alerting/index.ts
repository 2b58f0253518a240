import { fleetRules } from './fleet-rules.ts';
import { notifications as fleetNotifications } from './notifications.ts';

/** Every rule group of the fleet. Add a new one here. */
export const ruleGroups = [fleetRules];

/** Contact points, policies, mute timings and templates of the fleet. */
export const notifications = [fleetNotifications];
