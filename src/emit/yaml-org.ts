/**
 * The first key of an entry of a file's list, where `emitYaml` writes it; what is deeper has more spaces before it.
 */
const ENTRY_ORG = /^ {2}- orgId: \d+$/gm;

/**
 * Returns the text of a file whose value is that of `text` but for the org of its entries. A thousand tenants have the
 * same rules: to
 * write and prove them once, and change the numbers, is what makes them cheap.
 */
export function forOrg(text: string, value: object): string {
  const entries = Object.values(value).flatMap((list: unknown) =>
    Array.isArray(list) ? (list as { orgId: number }[]) : [],
  );
  let index = 0;
  const stamped = text.replace(ENTRY_ORG, () => `  - orgId: ${entries[index++]?.orgId ?? Number.NaN}`);
  if (index !== entries.length) throw new Error(`The file has ${entries.length} entries, and its text ${index}.`);
  return stamped;
}
