import type { Rule } from '../rule.ts';
import { placed } from '../../folder/placed.ts';
import { twins } from '../../folder/twins.ts';

/** Uids of receivers are unique among all contact points of an org. */
export const receiverUnique: Rule = {
  id: 'receiver/unique',
  severity: 'error',
  description: 'Uids of receivers are unique among all contact points of an org.',
  why: 'Grafana refuses to start when two receivers have the same uid.',
  bad: 'contactPoints: [{name: a, receivers: [{uid: r, …}]}, {name: b, receivers: [{uid: r, …}]}]',
  good: 'contactPoints: [{name: a, receivers: [{uid: r-a, …}]}, {name: b, receivers: [{uid: r-b, …}]}]',
  folder({ contactPoints }, report) {
    const receivers = contactPoints.flatMap((point) => point.receivers);
    for (const { item, first } of twins(receivers, ({ contactPoint, uid }) =>
      uid === '' ? undefined : `${contactPoint.orgId}/${uid}`,
    )) {
      report({
        place: item,
        at: ['uid'],
        message: `${item.label} has the same uid as the receiver at ${placed(first)}, so Grafana refuses to start.`,
        hint: 'Give one of them another uid.',
      });
    }
  },
};
