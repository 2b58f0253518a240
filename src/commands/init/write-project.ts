import { join } from 'node:path';

import packageFile from '../../../package.json' with { type: 'json' };
import { PACKAGE } from '../../bundle/freshness.ts';
import { fillIn, packageName, projectName, readTemplate, writeFiles } from './write-files.ts';

const TEMPLATE = join(PACKAGE, 'src', 'commands', 'init', 'template');

/** npm leaves a `.gitignore` out of a package, Git would follow the other here, and `pf-grafana test` would run a template's test in this repository. */
const RENAMED: Readonly<Record<string, string>> = {
  gitattributes: '.gitattributes',
  gitignore: '.gitignore',
  'alerting/target-rules.alert-test.ts': 'alerting/target-rules.alert.test.ts',
};

/**
 * Writes the template into a folder and returns the paths of its files; a UserError, and nothing written, when one of
 * them is there already.
 */
export async function writeProject(dir: string): Promise<string[]> {
  // The project's names, and the versions that this program was made with.
  const values = {
    name: packageName(dir),
    project: projectName(dir),
    version: packageFile.version,
    sdk: packageFile.dependencies['@grafana/grafana-foundation-sdk'],
    typescript: packageFile.devDependencies.typescript,
  };
  const template = await readTemplate(TEMPLATE);
  return writeFiles(
    dir,
    Object.fromEntries(Object.entries(template).map(([path, text]) => [RENAMED[path] ?? path, fillIn(text, values)])),
  );
}
