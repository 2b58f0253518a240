import { constants } from 'node:fs';
import { chmod, type FileHandle, mkdir, open, rename, rm, rmdir, unlink } from 'node:fs/promises';

/** The disk operations of writing a folder; tests replace them with a disk that is full or read-only. */
export interface Disk {
  /** Creates one folder; false if it already exists. */
  readonly makeFolder: (path: string) => Promise<boolean>;
  /** Writes a new file, replacing whatever has that name, and waits until it is on the disk. */
  readonly writeFile: (path: string, text: string) => Promise<void>;
  readonly rename: (from: string, to: string) => Promise<void>;
  /** Removes a file if it exists. */
  readonly removeFile: (path: string) => Promise<void>;
  /** Removes an empty folder; false if it is not empty. */
  readonly removeFolder: (path: string) => Promise<boolean>;
}

/** Independent of the umask, because a container reads the folder as another user. */
const FILE_MODE = 0o644;
const FOLDER_MODE = 0o755;
/** Errors of a file system without permissions, or one mounted for another user. */
const NO_RIGHTS_TO_SET = ['EPERM', 'ENOTSUP', 'EINVAL', 'ENOSYS'];
const { O_WRONLY, O_CREAT, O_EXCL } = constants;

/** The real disk of this machine. */
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
      // Syncs content and size; the modification time may follow later.
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
 * Opens a new file, never an existing one: a symbolic or hard link planted there would redirect the text into another
 * file.
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
