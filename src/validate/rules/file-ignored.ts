import type { Severity } from '../../diagnostics/diagnostics.ts';
import type { IgnoredFile } from '../../folder/folder.ts';
import type { Rule } from '../rule.ts';

/** Every file of a provisioning folder is one that Grafana reads. */
export const fileIgnored: Rule = {
  id: 'file/ignored',
  severity: 'error',
  description: 'Every file of a provisioning folder is one that Grafana reads.',
  why: 'Grafana lists only the top level of datasources/, dashboards/, alerting/ and plugins/, and takes only names that end in .yaml or .yml, in lower case; alerting/ also takes .json. Anything else is ignored silently.',
  bad: 'provisioning/alerting/team-a/rules.yaml',
  good: 'provisioning/alerting/team-a-rules.yaml',
  folder(folder, report) {
    for (const ignored of folder.ignored.filter(isMeantForGrafana)) {
      const { file, reason } = ignored;
      const { why, hint, severity } = isDashboard(ignored) ? UNSERVED : REASONS[reason];
      report({
        place: wholeFile(ignored),
        ...(severity ? { severity } : {}),
        message: `${file} is ignored: ${why}.`,
        hint,
      });
    }
  },
};

interface Reason {
  readonly why: string;
  readonly hint: string;
  readonly severity?: Severity;
}

const UNSERVED: Reason = {
  why: 'a dashboard is read only where a provider looks for it, and no provider looks here',
  hint: 'Set the path of a provider to this folder, or move the file to a folder that a provider reads.',
};
const REASONS: Readonly<Record<IgnoredFile['reason'], Reason>> = {
  suffix: {
    why: 'Grafana does not read this suffix here',
    hint: 'Name it *.yaml, or move it out of the provisioning folder.',
  },
  case: {
    why: 'Grafana only accepts the suffix in lower case',
    hint: 'Write the suffix in lower case.',
  },
  'sub-folder': {
    why: 'Grafana does not read subfolders',
    hint: 'Move it up one level, with the folder in its name.',
  },
  // Such a file is often mounted into its folder on the server.
  beside: {
    severity: 'warning',
    why: 'Grafana looks only into datasources/, dashboards/, alerting/ and plugins/',
    hint: 'Move it into the folder for its kind, here and on the server; it is checked only there.',
  },
  'switched-off': {
    severity: 'note',
    why: 'Grafana does not read files with such a name, so nothing in it was checked',
    hint: 'Write a name that ends in .yaml (.json for a dashboard) to use it again.',
  },
  'other-language': {
    severity: 'warning',
    why: 'it is a source for another program (Terraform, Jsonnet or a template), which Grafana never reads, so nothing in it was checked',
    hint: 'Export what Grafana keeps as YAML (dashboards as JSON), or validate what that program writes.',
  },
  'dashboard-suffix': {
    severity: 'warning',
    why: 'it holds a dashboard, but a provider reads only files whose names end in exactly .json',
    hint: 'Write the dashboard as JSON, into a file *.json.',
  },
};

/**
 * Whether a file seems to be meant for Grafana: a README is fine, but a YAML or JSON file that is never read is a
 * mistake.
 */
function isMeantForGrafana({ file, reason }: IgnoredFile): boolean {
  return reason !== 'suffix' || /\.(json|ya?ml)\b/i.test(file);
}

/** Whether it is a dashboard beside the provider files that no provider serves. */
function isDashboard({ file, kind, reason }: IgnoredFile): boolean {
  return kind === 'dashboards' && reason === 'suffix' && file.endsWith('.json');
}

/** The place of a file that was not read. */
function wholeFile({ file }: IgnoredFile) {
  const position = () => ({ file });
  return { source: { file, text: '', value: undefined, problems: [], position, within: position }, path: [] };
}
