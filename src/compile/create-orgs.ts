import type { Settings, Tenant } from '../define/settings.ts';
import program from './create-orgs.mjs' with { type: 'text' };

/** Where the program has its list of tenants. */
const NO_TENANTS = 'const tenants = [];\n';

/** The program that makes the tenants' orgs, by path below the output folder; nothing without tenants. */
export function createOrgsFile({ tenants }: Settings): Record<string, string> {
  return tenants.length === 0 ? {} : { 'stack/grafana/create-orgs.mjs': createOrgsScript(tenants) };
}

/**
 * Returns a program for plain Node 20 that makes the tenants' orgs in a running Grafana: file provisioning cannot, and
 * Grafana refuses to start where an org is missing. It compares every id and name first and creates nothing when one
 * does not fit; run again, it changes nothing.
 */
export function createOrgsScript(tenants: readonly Tenant[]): string {
  const entries = tenants.map(({ id, orgId, name }) => `  ${JSON.stringify({ id, orgId, name })},\n`);
  // A function, because a name may hold `$&`, which has a meaning in a replacement.
  return program.replace(NO_TENANTS, () => `const tenants = [\n${entries.join('')}];\n`);
}
