import { prometheusDurationMs } from '../../grafana/durations.ts';
import { isUnknown } from '../../folder/loaded.ts';
import type { Rule } from '../rule.ts';

/** Grafana's scheduler ticks every 10 s. */
const BASE_MS = 10_000;

/** The interval of a rule group is a multiple of ten seconds. */
export const groupInterval: Rule = {
  id: 'group/interval',
  severity: 'error',
  description: 'The interval of a rule group is a multiple of ten seconds, above zero.',
  why: 'Grafana looks for due rules every ten seconds. It checks the interval only after it has saved the rules, and refuses to start when the interval is not a multiple of ten seconds or not a valid duration: units go from w down to ms, without decimals.',
  bad: 'interval: 15s',
  good: 'interval: 20s',
  group(group, report) {
    const { interval, label } = group;
    if (interval === '' || isUnknown(group, 'interval')) return;
    const milliseconds = prometheusDurationMs(interval);
    if (milliseconds === undefined)
      report({
        at: ['interval'],
        message: `${label} has the interval ${JSON.stringify(interval)}, which is not a valid duration, so Grafana refuses to start.`,
        hint: 'Write whole numbers with units, such as 1m or 1m30s.',
      });
    else if (milliseconds === 0 || milliseconds % BASE_MS !== 0)
      report({
        at: ['interval'],
        message: `${label} has the interval ${interval}, which is not a multiple of 10 s, so Grafana refuses to start.`,
        hint: `Write ${Math.max(1, Math.round(milliseconds / BASE_MS)) * 10}s.`,
      });
  },
};
