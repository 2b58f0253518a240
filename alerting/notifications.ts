import { defineNotifications } from '../src/fleet/define.ts';
import { contactPoints } from './contact-points.ts';
import { messageTemplate } from './message-template.ts';
import { muteTimings } from './mute-timings.ts';
import { policyTree } from './policies.ts';

/** Contact points, notification policies, mute timings and templates of the fleet. */
export const notifications = defineNotifications((settings) => {
  const points = contactPoints(settings);
  const policy = policyTree(settings);
  return {
    contactPoints: points,
    ...(policy ? { policy } : {}),
    muteTimes: muteTimings(settings),
    templates: points.length > 0 ? [messageTemplate(settings)] : [],
  };
});
