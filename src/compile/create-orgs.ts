import type { Settings, Tenant } from '../define/settings.ts';
import program from './create-orgs.mjs' with { type: 'text' };

/** The line of the program that the list of tenants replaces. */
const NO_TENANTS = 'const tenants = [];\n';

/** The program that creates the tenants' orgs, by its path below the output folder; empty without tenants. */
export function createOrgsFile({ tenants }: Settings): Record<string, string> {
  return tenants.length === 0 ? {} : { 'stack/grafana/create-orgs.mjs': createOrgsScript(tenants) };
}

/**
 * Returns a program for plain Node 20 that creates the tenants' orgs in a running Grafana: file provisioning cannot do
 * so, and Grafana refuses to start when an org is missing. It first compares every id and name, and creates nothing
 * when one does not match. Running it again changes nothing.
 */
export function createOrgsScript(tenants: readonly Tenant[]): string {
  const entries = tenants.map(({ id, orgId, name }) => `  ${JSON.stringify({ id, orgId, name })},\n`);
  // A function, because a name may contain `$&`, which has a special meaning in a replacement string.
  return program.replace(NO_TENANTS, () => `const tenants = [\n${entries.join('')}];\n`);
}
