import { mkdir, open, rename, rm, rmdir } from 'node:fs/promises';

/** What writing a folder does to the disk; a test puts one in its place that is full or read-only. */
export interface Disk {
  /** Makes one folder; false when it was there. */
  readonly makeFolder: (path: string) => Promise<boolean>;
  /** Writes a whole file and waits until the disk has it. */
  readonly writeFile: (path: string, text: string) => Promise<void>;
  readonly rename: (from: string, to: string) => Promise<void>;
  /** Removes a file, if it is there. */
  readonly removeFile: (path: string) => Promise<void>;
  /** Removes an empty folder; false when something is in it. */
  readonly removeFolder: (path: string) => Promise<boolean>;
}

/** The disk of this machine. */
export const disk: Disk = {
  makeFolder: (path) => unless(mkdir(path), ['EEXIST']),
  writeFile: async (path, text) => {
    const file = await open(path, 'w');
    try {
      await file.writeFile(text);
      // Its content and its size; when it was changed may come later.
      await file.datasync();
    } finally {
      await file.close();
    }
  },
  rename,
  removeFile: (path) => rm(path, { force: true }),
  removeFolder: (path) => unless(rmdir(path), ['ENOTEMPTY', 'EEXIST', 'ENOENT']),
};

async function unless(work: Promise<void>, codes: readonly string[]): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (codes.includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}
