import { isUnknown } from '../../folder/loaded.ts';
import type { Rule } from '../rule.ts';

/** The path of a provider exists. */
export const providerPath: Rule = {
  id: 'provider/path',
  severity: 'warning',
  description: 'The path of a dashboard provider is a folder or a file that exists here.',
  why: 'If a path does not exist on the server, Grafana only logs it, and loads the providers after it only at their next check. If it does not exist here, its dashboards were not checked.',
  bad: 'options: {path: /var/lib/grafana/dashbords}',
  good: 'options: {path: /var/lib/grafana/dashboards}',
  provider(provider, report) {
    const { label, serverPath, directory } = provider;
    // Without a path Grafana refuses to start, which the schema reports.
    if (serverPath === undefined || directory !== undefined || isUnknown(provider, 'options', 'path')) return;
    report({
      at: ['options', 'path'],
      message: `${label} serves ${serverPath}, which was not found here, so its dashboards were not checked.`,
      hint: `Add --map ${serverPath}=<the folder here>.`,
    });
  },
};
