import type { Dashboard } from '../../folder/folder.ts';
import { objectOf, textOf } from '../../folder/json.ts';
import { placed } from '../../folder/placed.ts';
import { twins } from '../../folder/twins.ts';
import { uniqueDashboards } from '../../folder/open-folder.ts';
import type { Rule } from '../rule.ts';

/** The file with the uid and title of a folder in Git Sync. */
const METADATA_FILE = '_folder.json';

/** A Git Sync folder has a unique uid. */
export const folderMetadata: Rule = {
  id: 'folder/metadata',
  severity: 'error',
  description: 'The _folder.json of a folder in a Git Sync repository gives it a unique uid.',
  why: 'Git Sync takes the uid of a folder from metadata.name of its _folder.json, so that permissions and links survive a move. Without it the uid is made from the path; if two directories have the same uid, they become one folder.',
  bad: '{"apiVersion": "folder.grafana.app/v1", "kind": "Folder", "metadata": {}, "spec": {"title": "Hosts"}}',
  good: '{"apiVersion": "folder.grafana.app/v1", "kind": "Folder", "metadata": {"name": "hosts"}, "spec": {"title": "Hosts"}}',
  folder({ dashboards }, report) {
    const files = uniqueDashboards(dashboards).filter(isMetadata);
    for (const { source } of files) {
      const name = nameOf(source.derivedFrom.source.value);
      if (/^[A-Za-z0-9_-]{1,40}$/.test(name)) continue;
      report({
        place: { source: source.derivedFrom.source, path: ['metadata', 'name'] },
        message: `${source.file} gives its folder ${name === '' ? 'no uid' : `the uid ${JSON.stringify(name)}`}, so Git Sync ${name === '' ? 'makes one from the path' : 'refuses it'}.`,
        hint: 'Write at most 40 letters, digits, "-" and "_" as metadata.name.',
      });
    }
    const named = files.filter(({ source }) => nameOf(source.derivedFrom.source.value) !== '');
    for (const { item, first } of twins(named, ({ source }) => nameOf(source.derivedFrom.source.value)))
      report({
        place: { source: item.source.derivedFrom.source, path: ['metadata', 'name'] },
        message: `${item.source.file} gives its folder the same uid as ${placed({ source: first.source.derivedFrom.source, path: ['metadata', 'name'] })}, so both directories become one folder.`,
        hint: 'Change metadata.name of one of them.',
      });
  },
};

function isMetadata({ source }: Dashboard): boolean {
  return source.form === 'other-resource' && source.file.split('/').at(-1) === METADATA_FILE;
}

function nameOf(value: unknown): string {
  return textOf(objectOf(objectOf(value)['metadata'])['name']) ?? '';
}
