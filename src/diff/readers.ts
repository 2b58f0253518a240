import type { ProvisioningFolder } from '../folder/folder.ts';
import type { Risk } from './change.ts';

/** The risk of a removed series or table that a query of the folder or another text still names. */
export function readersRisk(name: string, { queries }: ProvisioningFolder, elsewhere = ''): Risk[] {
  const mention = new RegExp(String.raw`(?<![\w:.])${name.replaceAll(/[^\w:]/g, '\\$&')}(?![\w:])`);
  const labels = queries.filter(({ text }) => mention.test(text)).map(({ label }) => label);
  const readers = [...new Set([...labels, ...(mention.test(elsewhere) ? ['other recorded series'] : [])])];
  if (readers.length === 0) return [];
  const list =
    readers.length > 2 ? `${readers.slice(0, 2).join(', ')} and ${readers.length - 2} more` : readers.join(' and ');
  return [{ id: 'queries-broken', message: `Read by ${list}.` }];
}
