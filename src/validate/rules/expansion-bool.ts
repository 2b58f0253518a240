import type { Rule } from '../rule.ts';
import type { Path } from '../../folder/source/source.ts';
import { expandedTexts } from '../../folder/written-texts.ts';
import { references } from '../../grafana/interpolation/references.ts';

/** Keys that Grafana reads as booleans, by the list that they are in. */
const BOOLS: Readonly<Record<string, ReadonlySet<string>>> = {
  datasources: new Set(['basicAuth', 'withCredentials', 'isDefault', 'editable']),
  providers: new Set(['editable', 'disableDeletion', 'allowUiUpdates']),
  groups: new Set(['isPaused']),
  contactPoints: new Set(['disableResolveMessage']),
  apps: new Set(['disabled']),
};
const GO_BOOL = /^(?:1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/;

/** A boolean does not depend on a variable that may be unset. */
export const expansionBool: Rule = {
  id: 'expansion/bool',
  severity: 'warning',
  description: 'A boolean does not depend on a variable that may be unset.',
  why: 'An unset variable becomes an empty string, and Grafana refuses to start with a boolean that is empty, or that is yes, no, on or off.',
  bad: 'isPaused: $PAUSE_ALERTS',
  good: 'isPaused: false',
  file(file, report, { variables }) {
    for (const { path, text } of expandedTexts(file)) {
      const [reference] = references(text);
      if (!reference || !isBool(path)) continue;
      const value = variables?.get(reference.name);
      if (variables && value !== undefined && GO_BOOL.test(value)) continue;
      report({
        at: path,
        message: !variables
          ? `${String(path.at(-1))} is ${text}: if the variable is not set, Grafana refuses to start.`
          : `${reference.name} is ${value === undefined || value === '' ? 'not set' : 'neither true nor false'}, so Grafana refuses to start.`,
        hint: 'Write true or false, or set the variable to one of them on every server that loads this folder.',
        severity: variables ? 'error' : 'warning',
      });
    }
  },
};

function isBool(path: Path): boolean {
  const members = BOOLS[String(path[0])];
  const member = path.at(-1);
  // `jsonData.editable` is a key of another object.
  const depth = path[0] === 'groups' || path[0] === 'contactPoints' ? 5 : 3;
  return path.length === depth && typeof member === 'string' && (members?.has(member) ?? false);
}
