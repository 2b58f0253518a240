// This room holds how Grafana and its data sources behave, one subject a file: releases, expansion, macros, templates,
// file formats, registries. It knows nothing of this program's folders and definitions, and imports none of them.

/** A Grafana release, by its first two numbers. */
export interface Release {
  readonly major: number;
  readonly minor: number;
}

/** The newest release whose files were studied. */
export const NEWEST: Release = { major: 13, minor: 2 };

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
