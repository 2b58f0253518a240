import { defineNotifications } from '../src/fleet/define.ts';
import { contactPoints } from './contact-points.ts';
import { messageTemplate } from './message-template.ts';
import { muteTimings } from './mute-timings.ts';
import { policyTree } from './policies.ts';

/** Who is notified, how, and when not. */
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
