// grafana/: how Grafana and its data sources behave. Expansion of `$`, templates, schemas of files, names it knows,
// releases. Facts and ports of its code, for everyone to use. It may use diagnostics/ only, and knows no file, no folder
// and no command of ours.

/** A Grafana release, by its first two numbers. */
export interface Release {
  readonly major: number;
  readonly minor: number;
}

/** The newest release whose files were studied. */
export const NEWEST: Release = { major: 13, minor: 3 };

/** Whether a release is this one or a newer one. */
export function isAtLeast(target: Release, major: number, minor = 0): boolean {
  return target.major > major || (target.major === major && target.minor >= minor);
}

/** `11.3` or `11.3.1` -> 11.3; undefined for anything else. */
export function parseRelease(text: string): Release | undefined {
  const [, major, minor] = /^(\d{1,2})\.(\d{1,2})(?:\.(?:\d{1,3}|x))?$/.exec(text) ?? [];
  return major === undefined ? undefined : { major: Number(major), minor: Number(minor) };
}

/** `11.3` */
export function releaseText({ major, minor }: Release): string {
  return `${major}.${minor}`;
}
