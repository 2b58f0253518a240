import type { MuteTiming, Template } from '../../folder/folder.ts';
import type { Rule } from '../rule.ts';
import { placed } from '../../folder/placed.ts';
import { twins } from '../../folder/twins.ts';

/** Mute timings and message templates have unique names in their org. */
export const alertingUnique: Rule = {
  id: 'alerting/unique',
  severity: 'error',
  description: 'Mute timings and message templates have unique names in their org.',
  why: 'Grafana finds both by org and name: the one it reads last silently overwrites the other.',
  bad: 'muteTimes: [{name: weekend, …}, {name: weekend, …}]',
  good: 'muteTimes: [{name: weekend, …}, {name: weekend nights, …}]',
  folder({ muteTimings, templates }, report) {
    const named = [muteTimings, templates] as readonly (readonly (MuteTiming | Template)[])[];
    for (const { item, first } of named.flatMap((objects) =>
      twins(objects, ({ orgId, name }) => (name === '' ? undefined : `${orgId}/${name}`)),
    )) {
      report({
        place: item,
        at: ['name'],
        message: `${item.label} is already defined at ${placed(first)}; the later of the two overwrites the other.`,
        hint: 'Rename one of them.',
      });
    }
  },
};
