import { listOf } from '../../folder/json.ts';
import type { Rule } from '../rule.ts';

/** A row that contains panels is collapsed. */
export const panelRow: Rule = {
  id: 'panel/row',
  severity: 'error',
  description: 'A row that contains panels is collapsed; the panels of an open row come after it.',
  why: 'Grafana takes the panels of an open row from the list that the row is in. It reads the panels inside a row only when the row is collapsed, so these panels are never shown, and are lost when somebody saves the dashboard.',
  bad: '{"type": "row", "collapsed": false, "panels": [{"type": "stat", …}]}',
  good: '{"type": "row", "collapsed": true, "panels": [{"type": "stat", …}]}',
  panel(panel, report) {
    const held = listOf(panel.json['panels']).length;
    if (panel.type !== 'row' || held === 0 || panel.json['collapsed'] === true) return;
    report({
      at: ['panels'],
      part: 'key',
      message: `${panel.label} holds ${held === 1 ? 'a panel' : `${held} panels`} and is not collapsed, so Grafana does not show ${held === 1 ? 'it' : 'them'}.`,
      hint: 'Write "collapsed": true, or move the panels to the list after the row.',
    });
  },
};
