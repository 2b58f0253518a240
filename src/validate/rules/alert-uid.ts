import type { AlertRule, Receiver } from '../../folder/folder.ts';
import { isUnknown } from '../../folder/loaded.ts';
import type { Rule } from '../rule.ts';

/** The uids of alert rules and receivers have a form that every release accepts. */
export const alertUid: Rule = {
  id: 'alert/uid',
  severity: 'error',
  description: 'The uid of an alert rule or a receiver has at most 40 letters, digits, dashes and underscores.',
  why: 'Newer releases refuse to start with any other uid; older ones do so when the uid is too long for the database.',
  bad: 'uid: high cpu!',
  good: 'uid: high-cpu',
  alert(alert, report) {
    const { uid, label } = alert;
    if (isBad(alert))
      report({
        at: ['uid'],
        message: `${label} has the uid ${JSON.stringify(uid)}, which Grafana does not accept, so it refuses to start.`,
        hint: 'Use at most 40 letters, digits, "-" and "_"; the uid identifies the rule, so do not change it later.',
      });
  },
  receiver(receiver, report) {
    if (isBad(receiver))
      report({
        at: ['uid'],
        message: `${receiver.label} has a uid that newer releases refuse.`,
        hint: 'Use at most 40 letters, digits, "-" and "_".',
        severity: 'warning',
      });
  },
};

function isBad(object: AlertRule | Receiver): boolean {
  const { uid } = object;
  return uid !== '' && !isUnknown(object, 'uid') && !/^[A-Za-z0-9_-]{1,40}$/.test(uid);
}
