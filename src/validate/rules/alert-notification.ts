import { isObject, listOf } from '../../folder/json.ts';
import { isUnknown } from '../../folder/loaded.ts';
import { missingMuteTiming } from '../../folder/lookups/mute-timing.ts';
import { missingReceiver } from '../../folder/lookups/receiver.ts';
import type { Rule } from '../rule.ts';

/** A rule that notifies a contact point by itself names one that exists. */
export const alertNotification: Rule = {
  id: 'alert/notification',
  severity: 'error',
  description: "The contact point and mute timings in a rule's notification_settings exist.",
  why: 'The settings lead past the notification policies. Grafana looks the names up when it loads the file and stops at start-up when one is missing.',
  bad: 'notification_settings: {receiver: pagr}',
  good: 'notification_settings: {receiver: pager}',
  alert(alert, report, context) {
    const settings = alert.json['notification_settings'];
    if (!isObject(settings)) return;
    const { orgId } = alert.group;
    const { receiver } = settings;
    const isName = typeof receiver === 'string' && !isUnknown(alert, 'notification_settings', 'receiver');
    const missing = isName ? missingReceiver(receiver, orgId, context) : undefined;
    if (missing)
      report({
        at: ['notification_settings', 'receiver'],
        message: `${alert.label} notifies the contact point "${String(receiver)}", which nothing here provisions for org ${orgId}; without it Grafana stops at start-up.`,
        ...missing,
      });
    for (const key of ['mute_time_intervals', 'active_time_intervals']) {
      for (const [index, name] of listOf(settings[key]).entries()) {
        const isKnown = typeof name === 'string' && !isUnknown(alert, 'notification_settings', key, index);
        const absent = isKnown ? missingMuteTiming(name, orgId, context.folder) : undefined;
        if (absent)
          report({
            at: ['notification_settings', key, index],
            message: `${alert.label} names the mute timing "${String(name)}", which nothing here provisions for org ${orgId}.`,
            ...absent,
          });
      }
    }
  },
};
