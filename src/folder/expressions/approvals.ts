import { hash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Catalog } from '../../catalog/catalog.ts';
import type { Expression } from './expression.ts';
import { shapeOf } from './text-shape.ts';

/** Expressions in which no rule found anything, in this run or an earlier one. */
export interface Approvals {
  has(expression: Expression): boolean;
  add(expression: Expression): void;
}
/** The same, kept in a file for the next run. */
export interface SavedApprovals extends Approvals {
  /** Writes what this run has added; where it cannot be written, the next run does the work again. */
  save(): void;
}

/** Everything besides the expression itself that a verdict depends on. */
export interface ApprovalContext {
  /** Version of the rules and their parsers. */
  readonly version: string;
  readonly catalog: Catalog | undefined;
  readonly target: string;
  readonly preset: string;
}

/** About 4 MiB; the oldest are forgotten first. */
const MOST = 250_000;
const DIGEST = 16;
/** How many shapes have their digests kept in memory. */
const MOST_SHAPES = 1000;

/**
 * The key of a verdict: a digest of the text that the engine gets, the text as written, and its context. The texts of a
 * thousand dashboards themselves would take 20 MiB.
 */
export function verdictKey(expression: Expression): string {
  const { text, original } = expression.mapped;
  return digest(keyOf(expression, text, original));
}

/** The key for the verdict that nothing is wrong, which holds for every text of the same shape. */
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

/** Approvals of earlier runs, kept in a cache folder. Lines of the file that cannot be read are ignored. */
export function savedApprovals(context: ApprovalContext, folder: string): SavedApprovals {
  const salt = digest(JSON.stringify([context.version, context.catalog ?? null, context.target, context.preset]));
  // A single file: another catalog or release has other digests, which replace the old ones in time.
  const file = join(folder, 'approved-queries');
  const known = read(file);
  const earlier = new Set(known);
  const used = new Set<string>();
  const digests = new Map<string, string>();
  const digestOf = (expression: Expression): string => {
    const key = approvalKey(expression);
    const before = digests.get(key);
    if (before !== undefined) return before;
    // Neighbouring dashboards share shapes; keeping those of thousands would fill the memory.
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
      // What this run used is dropped last.
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
    // Renamed into place, because another process may be reading the file.
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
