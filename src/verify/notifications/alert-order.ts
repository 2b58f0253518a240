import { compare } from '../../diagnostics/order.ts';
import type { Labels } from '../labels.ts';

/**
 * Orders alerts as Alertmanager does: by job, by instance, then by the number of labels and by their names and values.
 */
export function alertOrder(left: Labels, right: Labels): number {
  for (const name of ['job', 'instance']) {
    const order = compare(left[name] ?? '', right[name] ?? '');
    if (order !== 0) return order;
  }
  const names = Object.keys(left).sort();
  const fewer = names.length - Object.keys(right).length;
  if (fewer !== 0) return fewer;
  for (const name of names) {
    const other = right[name];
    if (other === undefined) return -1;
    const order = compare(left[name] ?? '', other);
    if (order !== 0) return order;
  }
  return 0;
}
