import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Destination of a simulation's files; paths use `/`. */
export interface Files {
  append(path: string, text: string): void;
  /** Called when a file is complete. */
  close(path: string): void;
}

const CHUNK = 1 << 18;

/** Writes files below a folder, in chunks and synchronously, so that a month of 300 agents needs little memory. */
export function filesIn(folder: string): Files & { closeAll(): void } {
  const open = new Map<string, { readonly file: number; text: string }>();
  const flush = (entry: { readonly file: number; text: string }): void => {
    writeSync(entry.file, entry.text);
    entry.text = '';
  };
  const close = (path: string): void => {
    const entry = open.get(path);
    if (!entry) return;
    flush(entry);
    closeSync(entry.file);
    open.delete(path);
  };
  return {
    append: (path, text) => {
      let entry = open.get(path);
      if (!entry) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        open.set(path, (entry = { file: openSync(join(folder, path), 'w'), text: '' }));
      }
      entry.text += text;
      if (entry.text.length > CHUNK) flush(entry);
    },
    close,
    closeAll: () => [...open.keys()].forEach(close),
  };
}
