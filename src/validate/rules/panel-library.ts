import { objectOf } from '../../folder/json.ts';
import type { Rule } from '../rule.ts';

/** A provisioned dashboard uses no library panel. */
export const panelLibrary: Rule = {
  id: 'panel/library',
  severity: 'warning',
  description: 'A provisioned dashboard uses no library panel.',
  why: 'Library panels are stored in the database and cannot be provisioned from files: on a Grafana that does not have the library panel, an error is shown in its place.',
  bad: '{"libraryPanel": {"uid": "cpu", "name": "CPU"}, …}',
  good: '{"type": "timeseries", "targets": […], …}',
  panel(panel, report) {
    const { uid, name } = objectOf(panel.json['libraryPanel']);
    if (uid === undefined) return;
    report({
      at: ['libraryPanel'],
      message: `${panel.label} is the library panel "${String(name ?? uid)}", which cannot be provisioned from a file and was not checked: where it is missing, the panel shows an error.`,
      hint: 'Put the panel itself into the dashboard.',
    });
  },
};
