import type { AlertRule, ProvisioningFolder } from '../folder/folder.ts';
import { match, type Matched } from './match.ts';

/** The rules of two folders, matched by uid or else by title. */
export function rulePairs(before: ProvisioningFolder, after: ProvisioningFolder): Matched<AlertRule> {
  return match(
    rulesOf(before),
    rulesOf(after),
    ({ group, uid }) => `${group.orgId}/${uid}`,
    ({ group, title }) => `${group.orgId}/${title}`,
  );
}

function rulesOf({ groups }: ProvisioningFolder): AlertRule[] {
  return groups.flatMap(({ alerts }) => alerts);
}
