import { isUnknown } from '../../folder/loaded.ts';
import type { Rule } from '../rule.ts';

/** The dashboards of a provider are there. */
export const providerPath: Rule = {
  id: 'provider/path',
  severity: 'warning',
  description: 'The path of a dashboard provider leads to a folder, or one file, that could be read here.',
  why: 'A path that does not exist on the server is only logged, and the providers after it are not loaded until they look again. Here it means that the dashboards were not checked.',
  bad: 'options: {path: /var/lib/grafana/dashbords}',
  good: 'options: {path: /var/lib/grafana/dashboards}',
  provider(provider, report) {
    const { label, serverPath, directory } = provider;
    // Without a path Grafana stops: the schema says so.
    if (serverPath === undefined || directory !== undefined || isUnknown(provider, 'options', 'path')) return;
    report({
      at: ['options', 'path'],
      message: `${label} serves ${serverPath}, which was not found here, so its dashboards were not checked.`,
      hint: `Say where it lies with --map ${serverPath}=<where it lies here>.`,
    });
  },
};
