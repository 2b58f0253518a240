import type { Rule } from '../rule.ts';
import { holdsIn } from '../../grafana/release-facts.ts';

/** Core panels that were written in Angular, and their successors. */
const SUCCESSORS: Readonly<Record<string, string>> = {
  graph: 'timeseries',
  'table-old': 'table',
  singlestat: 'stat',
  'grafana-singlestat-panel': 'stat',
  'grafana-piechart-panel': 'piechart',
  'grafana-worldmap-panel': 'geomap',
  'natel-discrete-panel': 'state-timeline',
};

/** No panel needs Angular. */
export const panelAngular: Rule = {
  id: 'panel/angular',
  severity: 'warning',
  description: 'No panel is of a type that needs Angular.',
  why: 'Angular is off by default since 11 and removed since 12: such a panel shows an error, unless Grafana can migrate it automatically.',
  bad: '{"type": "graph", …}',
  good: '{"type": "timeseries", …}',
  panel(panel, report, { target }) {
    const successor = Object.hasOwn(SUCCESSORS, panel.type) ? SUCCESSORS[panel.type] : undefined;
    if (successor === undefined) return;
    const isGone = holdsIn('withoutAngular', target);
    report({
      at: ['type'],
      message: `${panel.label} is of the type ${panel.type}, which ${isGone ? 'was removed: Grafana migrates it each time it is opened, or shows an error' : 'needs Angular, off by default since 11'}.`,
      hint: `Use ${successor}.`,
    });
  },
};
