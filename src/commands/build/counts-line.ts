import type { FolderResult } from './cache.ts';

/** `out: 0 created, 1 changed, 0 removed, 41 unchanged` */
export function countsLine({ out, plan }: Pick<FolderResult, 'out' | 'plan'>): string {
  return `${out}: ${plan.created.length} created, ${plan.changed.length} changed, ${plan.removed.length} removed, ${plan.unchanged.length} unchanged`;
}
