// grafana/: how Grafana and its data sources behave: expansion of `$`, templates, file schemas, registered names,
// releases. It contains facts about Grafana and ports of its code, for use by every other folder. It imports only
// diagnostics/, and knows no file, folder or command of ours.

/** A Grafana release, by its first two numbers. */
export interface Release {
  readonly major: number;
  readonly minor: number;
}

/** The newest release whose files were studied. */
export const NEWEST: Release = { major: 13, minor: 3 };

/** Whether a release is this one or newer. */
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
