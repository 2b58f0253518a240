import { scalar } from '../../folder/entities/scalars.ts';
import { numberOf, objectOf } from '../../folder/json.ts';
import type { Rule } from '../rule.ts';

/** A provider puts its dashboards into folders in one way. */
export const providerFolder: Rule = {
  id: 'provider/folder',
  severity: 'error',
  description:
    'A provider takes folders from its directories or from folder and folderUid, not from both; its uid is free.',
  why: 'With foldersFromFilesStructure beside folder and folderUid Grafana refuses to start; beside folder alone the directories win and folder is never used; beside folderUid alone every directory becomes one folder. The uid "general" is the root\'s. A negative updateIntervalSeconds makes Grafana panic.',
  bad: 'folder: Team\noptions: {path: /d, foldersFromFilesStructure: true}',
  good: 'options: {path: /d, foldersFromFilesStructure: true}',
  provider({ json, label }, report) {
    const [folder, folderUid] = [scalar(json['folder']) ?? '', scalar(json['folderUid']) ?? ''];
    const fromFiles = objectOf(json['options'])['foldersFromFilesStructure'] === true;
    if (fromFiles && folder !== '' && folderUid !== '')
      report({
        at: ['options', 'foldersFromFilesStructure'],
        message: `${label} takes folders from its directories and has a folder and a folderUid too, so Grafana refuses to start.`,
        hint: 'Remove folder and folderUid, or foldersFromFilesStructure.',
      });
    else if (fromFiles && folder !== '')
      report({
        at: ['folder'],
        message: `${label} takes folders from its directories, so its folder "${folder}" is never used and files in no directory land in General.`,
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
        message: `${label} has the folderUid "general", which is the root's, so Grafana refuses it.`,
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
