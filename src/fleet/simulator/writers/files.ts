import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where the text of a simulation goes, by path with `/`. */
export interface Files {
  append(path: string, text: string): void;
  /** Nothing more comes for this path. */
  close(path: string): void;
}

const CHUNK = 1 << 18;

/** Files below a folder. Written in chunks and at once, so that a month of 300 agents needs little memory. */
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
