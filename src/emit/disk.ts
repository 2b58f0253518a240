import { constants } from 'node:fs';
import { chmod, type FileHandle, mkdir, open, rename, rm, rmdir, unlink } from 'node:fs/promises';

/** What writing a folder does to the disk; a test puts one in its place that is full or read-only. */
export interface Disk {
  /** Makes one folder; false when it was there. */
  readonly makeFolder: (path: string) => Promise<boolean>;
  /** Writes a whole new file in place of whatever has that name, and waits until the disk has it. */
  readonly writeFile: (path: string, text: string) => Promise<void>;
  readonly rename: (from: string, to: string) => Promise<void>;
  /** Removes a file, if it is there. */
  readonly removeFile: (path: string) => Promise<void>;
  /** Removes an empty folder; false when something is in it. */
  readonly removeFolder: (path: string) => Promise<boolean>;
}

/** Whatever the umask here: a container reads the folder as another user. */
const FILE_MODE = 0o644;
const FOLDER_MODE = 0o755;
/** A file system without rights, or one that is mounted for another user. */
const NO_RIGHTS_TO_SET = ['EPERM', 'ENOTSUP', 'EINVAL', 'ENOSYS'];
const { O_WRONLY, O_CREAT, O_EXCL } = constants;

/** The disk of this machine. */
export const disk: Disk = {
  makeFolder: async (path) => {
    const isNew = await unless(mkdir(path), ['EEXIST']);
    if (isNew) await unless(chmod(path, FOLDER_MODE), NO_RIGHTS_TO_SET);
    return isNew;
  },
  writeFile: async (path, text) => {
    const file = await openNew(path);
    try {
      await file.writeFile(text);
      await unless(file.chmod(FILE_MODE), NO_RIGHTS_TO_SET);
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

/**
 * A new file, never one that is there: a link or a second name of another file, put in its place, would lead the text
 * into that one.
 */
async function openNew(path: string): Promise<FileHandle> {
  await unless(unlink(path), ['ENOENT']);
  return open(path, O_WRONLY | O_CREAT | O_EXCL, FILE_MODE);
}

async function unless(work: Promise<void>, codes: readonly string[]): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (codes.includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}
