/** The message for a Node version that is too old; undefined for a supported one. */
export function tooOld(version: string, needed: string): string | undefined {
  const [have, want] = [version, needed.replace(/^\D+/, '')].map((text) => text.split('.').map(Number));
  const [major = 0, minor = 0] = have ?? [];
  const [wantMajor = 0, wantMinor = 0] = want ?? [];
  return major > wantMajor || (major === wantMajor && minor >= wantMinor)
    ? undefined
    : `pf-grafana needs Node ${wantMajor}.${wantMinor} or newer; this is Node ${version}.`;
}
