import { isObject, listOf } from '../../folder/json.ts';
import { isUnknown } from '../../folder/loaded.ts';
import { missingMuteTiming } from '../../folder/lookups/mute-timing.ts';
import { missingReceiver } from '../../folder/lookups/receiver.ts';
import type { AlertRule } from '../../folder/folder.ts';
import { releaseFacts, verdict } from '../../grafana/release-facts.ts';
import type { Context, Report, Rule } from '../rule.ts';

/** The contact point and mute timings in a rule's notification settings exist. */
export const alertNotification: Rule = {
  id: 'alert/notification',
  severity: 'error',
  description: "The contact point and mute timings in a rule's notification_settings exist.",
  why: 'These settings bypass the notification policies. Grafana looks up the names when it loads the file, and refuses to start when one is missing.',
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
        message: `${alert.label} sends to the contact point "${String(receiver)}", which is not provisioned here for org ${orgId}; without it Grafana refuses to start.`,
        ...missing,
      });
    checkGroupBy(alert, listOf(settings['group_by']), report, context);
    for (const key of ['mute_time_intervals', 'active_time_intervals']) {
      for (const [index, name] of listOf(settings[key]).entries()) {
        const isKnown = typeof name === 'string' && !isUnknown(alert, 'notification_settings', key, index);
        const absent = isKnown ? missingMuteTiming(name, orgId, context.folder) : undefined;
        if (absent)
          report({
            at: ['notification_settings', key, index],
            message: `${alert.label} names the mute timing "${String(name)}", which is not provisioned here for org ${orgId}.`,
            ...absent,
          });
      }
    }
  },
};

/** Labels that Grafana always groups by, and that older releases require to be listed. */
const ALWAYS = ['alertname', 'grafana_folder'];

function checkGroupBy(alert: AlertRule, labels: readonly unknown[], report: Report, { target }: Context): void {
  const known = verdict('freeGroupBy', target);
  const missing = ALWAYS.filter((label) => !labels.includes(label));
  if (known === 'holds' || labels.length === 0 || labels.includes('...') || missing.length === 0) return;
  const isUnclear = labels.some((_label, index) => isUnknown(alert, 'notification_settings', 'group_by', index));
  if (isUnclear) return;
  const { since } = releaseFacts.freeGroupBy;
  report({
    at: ['notification_settings', 'group_by'],
    severity: known === 'perhaps' ? 'warning' : 'error',
    message: `${alert.label} groups without ${missing.join(' and ')}, which Grafana before ${since} ${known === 'perhaps' ? 'may refuse' : 'refuses'}.`,
    hint: `Add ${missing.join(' and ')}, or leave group_by out.`,
  });
}
