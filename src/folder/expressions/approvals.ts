import { hash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Catalog } from '../../catalog/catalog.ts';
import type { Expression } from './expression.ts';
import { shapeOf } from './text-shape.ts';

/** Expressions that no rule found anything in, in this run or an earlier one. */
export interface Approvals {
  has(expression: Expression): boolean;
  add(expression: Expression): void;
}
/** The same, kept in a file for the next run. */
export interface SavedApprovals extends Approvals {
  /** Writes what this run has added; where it cannot be written, the next run does the work again. */
  save(): void;
}

/** All that a verdict depends on beside the expression itself. */
export interface ApprovalContext {
  /** Of the rules and their parsers. */
  readonly version: string;
  readonly catalog: Catalog | undefined;
  readonly target: string;
  readonly preset: string;
}

/** About 4 MiB; the oldest are forgotten first. */
const MOST = 250_000;
const DIGEST = 16;
/** Shapes whose digests are at hand. */
const MOST_SHAPES = 1000;

/**
 * What tells one verdict from another: a digest of the text as the engine gets it, as it is written, and of where it
 * stands. The texts of a thousand dashboards would take 20 MiB.
 */
export function verdictKey(expression: Expression): string {
  const { text, original } = expression.mapped;
  return digest(keyOf(expression, text, original));
}

/** The same for the verdict that nothing is wrong, which is that on every text of the same shape. */
function approvalKey(expression: Expression): string {
  const { text, original } = expression.mapped;
  if (expression.language !== 'promql') return keyOf(expression, text, original);
  const shape = shapeOf(text);
  return keyOf(expression, shape, text === original ? shape : shapeOf(original));
}

function keyOf(
  { language, role, sourceUid = '', flavour, isInstant, isGuess, choice }: Expression,
  text: string,
  original: string,
): string {
  return `${language} ${role} ${sourceUid} ${flavour ?? ''} ${isInstant} ${isGuess} ${choice} ${text}${text === original ? '' : `\0${original}`}`;
}

/** Approvals of earlier runs, kept in a folder of a cache. A broken file counts for none. */
export function savedApprovals(context: ApprovalContext, folder: string): SavedApprovals {
  const salt = digest(JSON.stringify([context.version, context.catalog ?? null, context.target, context.preset]));
  // One file: another catalog or release has other digests, and pushes the old ones out in time.
  const file = join(folder, 'approved-queries');
  const known = read(file);
  const earlier = new Set(known);
  const used = new Set<string>();
  const digests = new Map<string, string>();
  const digestOf = (expression: Expression): string => {
    const key = approvalKey(expression);
    const before = digests.get(key);
    if (before !== undefined) return before;
    // Dashboards that follow one another share their shapes; those of thousands would fill the memory.
    if (digests.size === MOST_SHAPES) digests.clear();
    const made = digest(`${salt} ${key}`);
    digests.set(key, made);
    return made;
  };
  return {
    has: (expression) => {
      const own = digestOf(expression);
      return earlier.has(own) || used.has(own);
    },
    add: (expression) => void used.add(digestOf(expression)),
    save: () => {
      const added = [...used].filter((key) => !earlier.has(key));
      if (added.length === 0) return;
      // What was just used should be forgotten last.
      const kept = [...known.filter((key) => !used.has(key)), ...used].slice(-MOST);
      write(folder, file, kept);
    },
  };
}

function read(file: string): string[] {
  try {
    return readFileSync(file, 'latin1')
      .split('\n')
      .filter((line) => line.length === DIGEST && /^[0-9a-f]+$/.test(line));
  } catch {
    return [];
  }
}

function write(folder: string, file: string, keys: readonly string[]): void {
  try {
    mkdirSync(folder, { recursive: true });
    // Whole when it appears: another process may be reading.
    const temporary = `${file}.${process.pid}`;
    writeFileSync(temporary, `${keys.join('\n')}\n`);
    renameSync(temporary, file);
  } catch {
    // Only a cache.
  }
}

function digest(text: string): string {
  return hash('sha256', text, 'hex').slice(0, DIGEST);
}
