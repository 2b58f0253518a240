import { scalar } from '../../folder/entities/scalars.ts';
import { numberOf, objectOf } from '../../folder/json.ts';
import type { Rule } from '../rule.ts';

/** A provider determines folders in only one way. */
export const providerFolder: Rule = {
  id: 'provider/folder',
  severity: 'error',
  description:
    'A provider takes folders from its directories or from folder and folderUid, not from both; its folderUid is not reserved.',
  why: 'With foldersFromFilesStructure together with folder and folderUid Grafana refuses to start; together with folder only, folder is never used; together with folderUid only, all directories become one folder. The uid "general" is reserved for the root. A negative updateIntervalSeconds makes Grafana panic.',
  bad: 'folder: Team\noptions: {path: /d, foldersFromFilesStructure: true}',
  good: 'options: {path: /d, foldersFromFilesStructure: true}',
  provider({ json, label }, report) {
    const [folder, folderUid] = [scalar(json['folder']) ?? '', scalar(json['folderUid']) ?? ''];
    const fromFiles = objectOf(json['options'])['foldersFromFilesStructure'] === true;
    if (fromFiles && folder !== '' && folderUid !== '')
      report({
        at: ['options', 'foldersFromFilesStructure'],
        message: `${label} takes folders from its directories but also has a folder and a folderUid, so Grafana refuses to start.`,
        hint: 'Remove folder and folderUid, or foldersFromFilesStructure.',
      });
    else if (fromFiles && folder !== '')
      report({
        at: ['folder'],
        message: `${label} takes folders from its directories, so its folder "${folder}" is never used and files outside a directory go to General.`,
        hint: 'Remove folder, or foldersFromFilesStructure.',
      });
    else if (fromFiles && folderUid !== '')
      report({
        at: ['folderUid'],
        message: `${label} gives every directory the same folder uid "${folderUid}", so the folders overwrite each other.`,
        hint: 'Remove folderUid.',
      });
    if (folderUid === 'general')
      report({
        at: ['folderUid'],
        message: `${label} has the folderUid "general", which is reserved for the root, so Grafana refuses it.`,
        hint: 'Choose another uid, or leave the folder out for the root.',
      });
    if ((numberOf(json['updateIntervalSeconds']) ?? 0) < 0)
      report({
        at: ['updateIntervalSeconds'],
        message: `${label} looks for changes every ${String(json['updateIntervalSeconds'])} s; a negative time makes Grafana panic.`,
        hint: 'Write 30, or leave it out.',
      });
  },
};
