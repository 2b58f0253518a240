import type { IgnoredFile } from '../../folder/folder.ts';
import type { Rule } from '../rule.ts';

/** Every file of a provisioning folder is one that Grafana reads. */
export const fileIgnored: Rule = {
  id: 'file/ignored',
  severity: 'error',
  description: 'Every file of a provisioning folder is one that Grafana reads.',
  why: 'Grafana lists only the top level of datasources/, dashboards/, alerting/ and plugins/, and takes only names that end in .yaml or .yml, in lower case; alerting/ also takes .json. Anything else is ignored without a word.',
  bad: 'provisioning/alerting/team-a/rules.yaml',
  good: 'provisioning/alerting/team-a-rules.yaml',
  folder(folder, report) {
    for (const ignored of folder.ignored.filter(isMeantForGrafana)) {
      const { file, reason } = ignored;
      const [why, hint] = isDashboard(ignored) ? UNSERVED : [REASONS[reason], HINTS[reason]];
      report({
        place: wholeFile(ignored),
        // Many mount such a file into its folder on the server by itself.
        ...(reason === 'beside' ? { severity: 'warning' } : {}),
        message: `${file} is ignored: ${why}.`,
        hint,
      });
    }
  },
};

const UNSERVED = [
  'a dashboard is read where a provider looks for it, and none looks here',
  'Let the path of a provider lead to it, or move it where one does.',
] as const;
const REASONS: Readonly<Record<IgnoredFile['reason'], string>> = {
  suffix: 'Grafana does not read this suffix here',
  case: 'Grafana compares the suffix to the letter, and it is not in lower case',
  'sub-folder': 'Grafana does not look into sub-folders',
  beside: 'Grafana looks only into datasources/, dashboards/, alerting/ and plugins/',
};
const HINTS: Readonly<Record<IgnoredFile['reason'], string>> = {
  suffix: 'Name it *.yaml, or move it out of the provisioning folder.',
  case: 'Write the suffix in lower case.',
  'sub-folder': 'Move it up one level, with the folder in its name.',
  beside: 'Move it into the folder of its kind, here as on the server; only there it is checked.',
};

/** A README beside the files is no mistake; a YAML or JSON file that is never read is one. */
function isMeantForGrafana({ file, reason }: IgnoredFile): boolean {
  return reason !== 'suffix' || /\.(json|ya?ml)\b/i.test(file);
}

/** A dashboard beside the files of providers, which no provider serves. */
function isDashboard({ file, kind, reason }: IgnoredFile): boolean {
  return kind === 'dashboards' && reason === 'suffix' && file.endsWith('.json');
}

/** The place of a file that was not read. */
function wholeFile({ file }: IgnoredFile) {
  const position = () => ({ file });
  return { source: { file, text: '', value: undefined, problems: [], position, within: position }, path: [] };
}
